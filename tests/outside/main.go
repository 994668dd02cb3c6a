// Checks a log that Writ wrote with Go's own packages for such logs, golang.org/x/mod/sumdb: nothing of Writ's code is here.
//
//	outside log DIR VKEY      checkpoint, tiles, entries, proofs of DIR
//	outside verdicts FILE     what note.Open and note.NewVerifier say of each case in a JSON file
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	var err error
	switch {
	case len(os.Args) == 4 && os.Args[1] == "log":
		err = checkLog(os.Args[2], os.Args[3])
	case len(os.Args) == 3 && os.Args[1] == "verdicts":
		err = verdicts(os.Args[2])
	default:
		err = fmt.Errorf("usage: outside log DIR VKEY | outside verdicts FILE")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// tiles reads a static tree's tiles. Height 8 is not in C2SP's paths.
type tiles string

func (tiles) Height() int                          { return 8 }
func (tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (dir tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(asked))
	for at, tile := range asked {
		data, err := os.ReadFile(filepath.Join(string(dir), strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		found[at] = data
	}
	return found, nil
}

type proof struct {
	Index  int64    `json:"index"`
	Hashes []string `json:"hashes"`
}

func checkLog(dir, vkey string) error {
	tree, err := openCheckpoint(dir, vkey)
	if err != nil {
		return err
	}
	entries, err := readEntries(dir, tree.N)
	if err != nil {
		return err
	}
	read := tlog.TileHashReader(tree, tiles(dir))
	count := 0
	for _, index := range someOf(tree.N) {
		leaf := tlog.RecordHash(entries[index])
		proved, err := tlog.ProveRecord(tree.N, index, read)
		if err != nil {
			return fmt.Errorf("proving %d of %d: %w", index, tree.N, err)
		}
		if err := tlog.CheckRecord(proved, tree.N, tree.Hash, index, leaf); err != nil {
			return fmt.Errorf("record %d of %d: %w", index, tree.N, err)
		}
		count++
	}
	given, err := checkGiven(dir, tree, entries)
	if err != nil {
		return err
	}
	if err := rebuild(tree, entries); err != nil {
		return err
	}
	fmt.Printf("size %d: %d proofs from tiles, %d of ours, every entry\n", tree.N, count, given)
	return nil
}

func openCheckpoint(dir, vkey string) (tlog.Tree, error) {
	var tree tlog.Tree
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return tree, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("checkpoint: %q", opened.Text)
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func readEntries(dir string, size int64) ([][]byte, error) {
	var entries [][]byte
	for index := int64(0); index*256 < size; index++ {
		width := min(256, int(size-index*256))
		path := tlog.Tile{H: 8, L: -1, N: index, W: width}.Path()
		data, err := os.ReadFile(filepath.Join(dir, strings.Replace(path, "tile/8/data/", "tile/entries/", 1)))
		if err != nil {
			return nil, err
		}
		for ; len(data) > 0; width-- {
			end := 2 + int(binary.BigEndian.Uint16(data))
			entries = append(entries, data[2:end])
			data = data[end:]
		}
		if width != 0 {
			return nil, fmt.Errorf("bundle %d has %d entries too few", index, width)
		}
	}
	return entries, nil
}

func someOf(size int64) []int64 {
	var some []int64
	for _, index := range []int64{0, 1, 254, 255, 256, 257, 511, 65534, 65535, 65536, size / 3, size / 2, size - 2, size - 1} {
		if index >= 0 && index < size {
			some = append(some, index)
		}
	}
	return some
}

// checkGiven checks the proofs that Writ made.
func checkGiven(dir string, tree tlog.Tree, entries [][]byte) (int, error) {
	data, err := os.ReadFile(filepath.Join(dir, "proofs.json"))
	if err != nil {
		return 0, err
	}
	var given []proof
	if err := json.Unmarshal(data, &given); err != nil {
		return 0, err
	}
	for _, one := range given {
		var hashes tlog.RecordProof
		for _, text := range one.Hashes {
			hash, err := tlog.ParseHash(text)
			if err != nil {
				return 0, err
			}
			hashes = append(hashes, hash)
		}
		if err := tlog.CheckRecord(hashes, tree.N, tree.Hash, one.Index, tlog.RecordHash(entries[one.Index])); err != nil {
			return 0, fmt.Errorf("our proof of %d of %d: %w", one.Index, tree.N, err)
		}
	}
	return len(given), nil
}

// rebuild computes the root from the entries alone.
func rebuild(tree tlog.Tree, entries [][]byte) error {
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			hashes[at] = stored[index]
		}
		return hashes, nil
	})
	for index, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(index), entry, read)
		if err != nil {
			return err
		}
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(tree.N, read)
	if err != nil {
		return err
	}
	if !bytes.Equal(root[:], tree.Hash[:]) {
		return fmt.Errorf("the entries' root is %v, the checkpoint's %v", root, tree.Hash)
	}
	return nil
}

type cases struct {
	Key   string   `json:"key"`
	Notes []string `json:"notes"`
	Keys  []string `json:"keys"`
}

type judged struct {
	Notes []string `json:"notes"`
	Keys  []string `json:"keys"`
}

func verdicts(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var given cases
	if err := json.Unmarshal(data, &given); err != nil {
		return err
	}
	verifier, err := note.NewVerifier(given.Key)
	if err != nil {
		return err
	}
	var result judged
	for _, encoded := range given.Notes {
		signed, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return err
		}
		_, err = note.Open(signed, note.VerifierList(verifier))
		result.Notes = append(result.Notes, said(err))
	}
	for _, key := range given.Keys {
		_, err := note.NewVerifier(key)
		result.Keys = append(result.Keys, said(err))
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

func said(err error) string {
	if err == nil {
		return "ok"
	}
	return err.Error()
}

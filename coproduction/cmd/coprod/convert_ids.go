package main

import (
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"fmt"
	"io"
	"os"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An identity gives the ids that stand for local names. Only where a map of them is asked for
// does it remember the names, which may be as many as the records.
type identity struct {
	key    []byte // the secret; of a random identity one that nobody knows, and no run has twice
	random bool
	known  map[string]encounter.ID // nil: no map is asked for
	names  []string                // in the order in which they came
}

// ids gives ids that the secret in the key file and a local name make, or without a key file
// random ones.
func (c *call) ids(keyFile string, mapped bool) (*identity, error) {
	i := &identity{random: keyFile == ""}
	if mapped {
		i.known = make(map[string]encounter.ID)
	}
	if i.random {
		i.key = make([]byte, 32)
		rand.Read(i.key) // never fails
		return i, nil
	}
	const shortest, longest = 16, 1 << 20
	if info, err := os.Stat(keyFile); keyFile != "-" && err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: this is a folder; -key-file names the one file that holds the secret", keyFile)
	}
	file, err := c.open(keyFile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	key, err := io.ReadAll(io.LimitReader(file, longest+1))
	switch {
	case err != nil:
		return nil, fileError(keyFile, err)
	case len(key) > longest:
		return nil, fmt.Errorf("%s: a key has at most %d MiB, and here is more: is this the file that holds the secret?", keyFile, longest>>20)
	}
	key = bytes.TrimRight(key, "\r\n") // which editors add
	if len(key) < shortest {
		return nil, fmt.Errorf("%s: a key of %d bytes is too short to keep a secret; it must have %d at least", keyFile, len(key), shortest)
	}
	i.key = key
	return i, nil
}

// id is the id for a local name: what the secret makes of it. One that is random is told from
// a pseudonym by its version.
func (i *identity) id(local string) encounter.ID {
	id := encounter.Pseudonym(i.key, local)
	if i.random {
		id[6] = id[6]&0x0f | 0x40 // UUID version 4 (RFC 9562)
	}
	if i.known != nil {
		if _, ok := i.known[local]; !ok {
			i.known[local] = id
			i.names = append(i.names, local)
		}
	}
	return id
}

// write writes which id stands for which local name.
func (i *identity) write(d *draft) {
	w := csv.NewWriter(d)
	w.Write([]string{"name", "id"}) // the draft keeps the error
	for _, name := range i.names {
		w.Write([]string{name, i.known[name].String()})
	}
	w.Flush()
}

package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The documents are encounters of a random study, synthetic all of them, between
// these lengths.
const shortest, longest = 2_000, 3_000

// generate writes the documents in every layout, and the clean ones once more.
func generate(dir string, documents, invalid int, seed uint64) error {
	into := make(map[string]*bufio.Writer)
	var files []*os.File
	open := func(name string) error {
		file, err := os.Create(filepath.Join(dir, name+".ndjson"))
		if err != nil {
			return err
		}
		files = append(files, file)
		into[name] = bufio.NewWriterSize(file, 1<<20)
		return nil
	}
	for _, l := range layouts {
		if err := open(l.name); err != nil {
			return err
		}
	}
	if err := write(into, documents, invalid, seed); err != nil {
		return err
	}
	clear(into)
	if err := open("clean"); err != nil {
		return err
	}
	into["compact"] = into["clean"]
	delete(into, "clean")
	if err := write(into, documents, 0, seed); err != nil {
		return err
	}
	for _, file := range files {
		if err := file.Close(); err != nil {
			return err
		}
	}
	return nil
}

// write makes documents and writes each in the layouts asked for.
func write(into map[string]*bufio.Writer, documents, invalid int, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, 2))
	made := 0
	for r := range coproductiontest.Records(seed, 10*documents) {
		if _, ok := r.(*encounter.Encounter); !ok {
			continue
		}
		raw, err := coproduction.Append(nil, r)
		if err != nil {
			return err
		}
		if len(raw) < shortest || len(raw) > longest {
			continue
		}
		value := parse(raw)
		// Something that is not ASCII, in a field of the study's own.
		value.set("extensions", object{{"ward", "Indvandrermedicinsk klinik · عيادة"}})
		if made++; invalid > 0 && made%invalid == 0 {
			damage(value, made/invalid, random)
		}
		for _, l := range layouts {
			if w := into[l.name]; w != nil {
				w.Write(append(l.write(nil, value, random), '\n'))
			}
		}
		if made == documents {
			break
		}
	}
	if made < documents {
		return fmt.Errorf("only %d documents of that length were made", made)
	}
	for _, w := range into {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// damage makes a document invalid, in one of ways that any validator must see.
func damage(o *value, n int, random *rand.Rand) {
	turns := o.list("turns")
	switch n % 10 {
	case 0:
		o.remove("patient")
	case 1:
		o.set("mode", "by letter")
	case 2:
		o.set("id", "0e3b0f54-5a0c-4a3c-9c2e")
	case 3:
		o.set("durationMs", "long")
	case 4:
		o.set("patientName", true)
	case 5:
		o.set("start", "2024-02-30T10:00:00Z")
	case 6:
		o.set("durationMs", -1)
	case 7:
		o.set("presence", []any{})
	case 8:
		if len(turns) > 0 {
			turns[random.IntN(len(turns))].(*value).set("floor", "overheard")
		} else {
			o.remove("id")
		}
	case 9:
		o.set("planned", nil)
	}
}

// writeSchema writes the schema of an encounter.
func writeSchema(w io.Writer) error {
	doc, err := schema.Source(schema.KindEncounter)
	if err != nil {
		return err
	}
	_, err = w.Write(doc)
	return err
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

var convert = command{
	name:  "convert",
	args:  "textgrid [flags] -o OUT.ndjson FILE...",
	brief: "Make encounters of transcripts: one file a speaker, or tiers named after the speakers",
	example: "coprod convert textgrid -o visits.ndjson transcripts/*.TextGrid\n" +
		"coprod convert textgrid -roles nurse=professional:nurse,tolk=interpreter:phone,patient=patient -key-file clinic.key -o visits.ndjson *.TextGrid",
	run: runConvert,
}

func runConvert(ctx context.Context, c *call) (int, error) {
	roles := c.flags.String("roles", "doctor=professional:doctor,patient=patient",
		"who speaks, as `KEY=ROLE[:PROFESSION],...`; a key is the name of a tier, or the word in which the names of the files of a consultation differ")
	out := c.flags.String("o", "", "write the encounters to `OUT`; - is standard output")
	lossName := c.flags.String("loss", "", "write the account of what was read, kept and dropped to `LOSS.json`")
	keyFile := c.flags.String("key-file", "", "derive ids from the names of the files and the secret in `FILE`, so that they are the same each time; without, they are random")
	mode := c.flags.String("mode", "", "`MODE` of every encounter: "+words(encounter.Modes()))
	recording := c.flags.String("recording", "", "`RECORDING` of every encounter: "+words(encounter.Recordings()))
	tags := c.flags.String("tags", strings.Join(transcript.DefaultTags(), ","), "`TAGS` that are taken out before words are counted, with commas between them")
	if err := c.parse(); err != nil {
		return 0, err
	}
	switch {
	case len(c.args) == 0 || c.args[0] != "textgrid":
		return 0, errors.New("name the format first: textgrid is the one there is")
	case len(c.args) == 1:
		return 0, errNoFile
	case *out == "":
		return 0, errors.New("name the file to write with -o, or -o - for standard output")
	case *out == *lossName:
		return 0, errors.New("-o and -loss name the same file")
	}
	conversion := transcript.Conversion{Mode: encounter.Mode(*mode), Recording: encounter.Recording(*recording), Tags: strings.Split(*tags, ",")}
	var err error
	if conversion.Roles, err = transcript.ParseRoles(*roles); err != nil {
		return 0, fmt.Errorf("-roles: %w", err)
	}
	if err := oneWord("mode", conversion.Mode, encounter.Modes()); err != nil {
		return 0, err
	}
	if err := oneWord("recording", conversion.Recording, encounter.Recordings()); err != nil {
		return 0, err
	}
	if conversion.IDs, err = c.ids(*keyFile); err != nil {
		return 0, err
	}
	given, names, err := c.transcripts(c.args[1:], *out, *lossName, *keyFile)
	if err != nil {
		return 0, err
	}

	records, err := c.draft(*out)
	if err != nil {
		return 0, err
	}
	defer records.discard()
	account, err := c.draft(*lossName)
	if err != nil {
		return 0, err
	}
	defer account.discard()

	progress := newProgress(c.stderr)
	sum := converted{stderr: c.stderr, progress: progress, hinted: make(map[schema.RuleID]bool)}
	for one, err := range conversion.Encounters(names, func(name string) (io.ReadCloser, error) { return c.open(given[name]) }) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = sum.add(one, records)
		}
		if err != nil {
			progress.done()
			return 0, err
		}
	}
	progress.done()
	return sum.finish(*out, records, account)
}

// ids gives random ids, or ids that the secret in the key file and a local name make.
func (c *call) ids(keyFile string) (func(string) encounter.ID, error) {
	if keyFile == "" {
		return func(string) encounter.ID { return encounter.NewID() }, nil
	}
	const shortest, longest = 16, 1 << 20
	file, err := c.open(keyFile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	key, err := io.ReadAll(io.LimitReader(file, longest))
	if err != nil {
		return nil, fileError(keyFile, err)
	}
	key = bytes.TrimRight(key, "\r\n") // which editors add
	if len(key) < shortest {
		return nil, fmt.Errorf("%s: a key of %d bytes is too short to keep a secret; it must have %d at least", keyFile, len(key), shortest)
	}
	return func(local string) encounter.ID { return encounter.Pseudonym(key, local) }, nil
}

// transcripts makes sure that every file can be read and none would be
// overwritten. It returns their names as findings give them, and from these the
// names as they were given.
func (c *call) transcripts(files []string, outputs ...string) (given map[string]string, names []string, err error) {
	given = make(map[string]string)
	for _, name := range files {
		given[source(name)] = name
		names = append(names, source(name))
		if name == "-" {
			continue
		}
		file, err := c.open(name)
		if err != nil {
			return nil, nil, err
		}
		file.Close()
		info, err := os.Stat(name)
		if err != nil {
			return nil, nil, fileError(name, err)
		}
		if info.Mode().IsRegular() && info.Size() == 0 {
			return nil, nil, fmt.Errorf("%s: the file is empty", name)
		}
		for _, output := range outputs {
			if other, err := os.Stat(output); err == nil && os.SameFile(info, other) {
				return nil, nil, fmt.Errorf("%s: this file is named twice, to be read as a transcript and otherwise", name)
			}
		}
	}
	for _, output := range outputs {
		if strings.EqualFold(filepath.Ext(output), ".TextGrid") {
			return nil, nil, fmt.Errorf("%s: this looks like a transcript, and was named as something else; is a name missing before it?", output)
		}
	}
	return given, names, nil
}

// oneWord refuses a flag's value that is neither empty nor in the vocabulary.
func oneWord[S ~string](flag string, value S, allowed []S) error {
	if value == "" {
		return nil
	}
	return oneOf(flag, string(value), strings.Split(words(allowed), ", ")...)
}

// words lists a vocabulary.
func words[S ~string](vocabulary []S) string {
	var all []string
	for _, word := range vocabulary {
		all = append(all, string(word))
	}
	return strings.Join(all, ", ")
}

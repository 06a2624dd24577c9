package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // -zone is known also where the system has no zones, as on Windows

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

var convert = command{
	name:  "convert",
	args:  "[FORMAT] [flags] [-o OUT.ndjson] INPUT...",
	brief: "Make records of the files that researchers hold, and account for what was left behind",
	example: "coprod convert -o visits.ndjson -loss loss.json export/\n" +
		"coprod convert chat -roles CHI=patient,MOT=professional:nurse -o visits.ndjson talk/*.cha\n" +
		"coprod convert textgrid -roles nurse=professional:nurse,tolk=interpreter:phone,patient=patient -key-file clinic.key -o visits.ndjson *.TextGrid",
	run: runConvert,
}

// A conversion is what the flags of convert say.
type conversion struct {
	out, loss, keyFile, idMap      string
	keepText                       bool
	roles, mode, recording, tags   string
	codeTiers, speechTiers         string
	columns                        string
	patientPresent, folders        bool
	interpreter, telehealth, chain string
	zone, fields, missing          string
	separator                      string
	milliseconds                   bool
}

// takes are the formats that a flag is for; a flag that is not here is for all.
var takes = map[string][]exchange.Format{
	"roles":           {exchange.TextGrid, exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV},
	"mode":            {exchange.TextGrid, exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV},
	"recording":       {exchange.TextGrid, exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV},
	"tags":            {exchange.TextGrid, exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV},
	"folders":         {exchange.TextGrid, exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV},
	"patient-present": {exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV},
	"code-tiers":      {exchange.EAF, exchange.CHAT},
	"speech-tiers":    {exchange.EAF},
	"separator":       {exchange.CSV},
	"milliseconds":    {exchange.CSV},
	"columns":         {exchange.Text, exchange.CSV},
	"keep-text":       {exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV, exchange.REFI},
	"interpreter":     {exchange.FHIR},
	"zone":            {exchange.OMOP, exchange.REDCap},
	"fields":          {exchange.REDCap},
	"missing":         {exchange.REDCap, exchange.CSV},
	"telehealth":      {exchange.OMOP},
	"chain":           {exchange.OMOP},
}

func (v *conversion) define(c *call) {
	f := c.flags
	f.StringVar(&v.out, "o", "-", "write the records to `OUT.ndjson`; - is standard output")
	f.StringVar(&v.loss, "loss", "", "write the account of what was read, kept, changed and dropped to `LOSS.json`")
	f.StringVar(&v.keyFile, "key-file", "", "derive ids from local names and the secret in `FILE`, so that they are the same each time, and parts that are converted apart can be given together; two sources that number people alike need a secret each. Without, ids are random")
	f.StringVar(&v.idMap, "id-map", "", "write which id stands for which local name to `MAP.csv`: it identifies people, keep it as such; a file that is there is never replaced")
	f.BoolVar(&v.keepText, "keep-text", false, "keep texts; otherwise they are counted, their fingerprints taken, and left behind. The names of codes are kept in any case")
	f.StringVar(&v.roles, "roles", "", "who speaks, as `KEY=ROLE[:PROFESSION],...`; a key is the label, tier or code of a speaker, or for textgrid the word in which the names of the files of a consultation differ. Usual labels, as Doctor, P and Nurse, keep their usual roles beside those given; an interpreter needs a mode, as in tolk=interpreter:phone")
	f.StringVar(&v.mode, "mode", "", "`MODE` of every encounter: "+words(encounter.Modes()))
	f.StringVar(&v.recording, "recording", "", "`RECORDING` of every encounter: "+words(encounter.Recordings()))
	f.StringVar(&v.tags, "tags", strings.Join(transcript.DefaultTags(), ","), "`TAGS` that are taken out before words are counted, with commas between them")
	f.BoolVar(&v.folders, "folders", false, "the folder that a file is in is part of the name of its consultations, as siteA/visit7; without, two of one name in two folders are an error")
	f.BoolVar(&v.patientPresent, "patient-present", false, "the patient was there also where nothing is said by them")
	f.StringVar(&v.codeTiers, "code-tiers", "", "the `TIERS` that hold codes, with commas between them: names, or linguistic types of ELAN. Without, those with a controlled vocabulary, and %cod. What stands on them becomes the names of codes, which are kept also without -keep-text")
	f.StringVar(&v.speechTiers, "speech-tiers", "", "the `TIERS` that hold what is said, where a speaker has several, with commas between them: names, or linguistic types")
	f.StringVar(&v.columns, "columns", "", "which column is what, as `FIELD=COLUMN,...`; what stands in the column of codes becomes the names of codes, which are kept also without -keep-text")
	f.StringVar(&v.interpreter, "interpreter", "", "how interpreters took part, which FHIR does not say: `MODE` is one of "+words(encounter.InterpreterModes()))
	f.StringVar(&v.zone, "zone", "", "the `ZONE` of times, which OMOP and REDCap do not give, as in -zone Europe/Copenhagen; without, they are read as UTC")
	f.StringVar(&v.telehealth, "telehealth", "", "how telehealth visits took place: `MODE` is one of "+words(telehealth))
	f.StringVar(&v.chain, "chain", "", "what a preceding visit is to a visit: `KIND` is one of "+words(encounter.LinkKinds()))
	f.StringVar(&v.fields, "fields", "", "which field of a REDCap project is what, as a table in `MAP.csv`: without it an export is only checked")
	f.StringVar(&v.separator, "separator", "", "what parts the codes in one cell of a table of coded turns: `TEXT`; without, a cell is one code")
	f.BoolVar(&v.milliseconds, "milliseconds", false, "times in a table of coded turns are milliseconds, and not seconds")
	f.StringVar(&v.missing, "missing", "", "`WORDS` that stand for a missing value, with commas between them")
	f.VisitAll(func(one *flag.Flag) {
		if formats := takes[one.Name]; formats != nil {
			one.Usage += "; for " + words(formats)
		}
	})
}

func runConvert(ctx context.Context, c *call) (status int, err error) {
	var v conversion
	defer func() { err = interrupted(err, v.out) }()
	v.define(c)
	if err := c.parse(); err != nil {
		return 0, err
	}
	format, wasNamed := exchange.Format(""), false
	if len(c.args) > 0 && isFormat(c.args[0]) && !(len(c.args) == 1 && exists(c.args[0])) { // a folder may be called like a format
		format, wasNamed = exchange.Format(c.args[0]), true
		c.args = c.args[1:]
	}
	switch {
	case len(c.args) == 0:
		return 0, errNoFile
	case v.out == "":
		return 0, errors.New("-o names no file; - is standard output")
	case oneFile(v.out, v.loss, v.idMap):
		return 0, errors.New("-o, -loss and -id-map must name different files")
	}
	for _, name := range []string{v.keyFile, v.fields} {
		if err := c.apart(name, v.out, v.loss, v.idMap); err != nil {
			return 0, err
		}
	}
	if word := c.args[0]; format == "" && !exists(word) && word != "-" && !strings.ContainsAny(word, `./\`) {
		return 0, noFormat(word, c.args[1:])
	}
	if err := formatBehind(c.args); err != nil && format == "" {
		return 0, err
	}
	inputs, err := c.inputs(c.args, v.out, v.loss, v.keyFile, v.idMap)
	if err != nil {
		return 0, err
	}
	if err := cmp.Or(replaced("o", v.out, recordEndings), replaced("loss", v.loss, accountEndings), newMap(v.idMap)); err != nil {
		return 0, err
	}
	if format == "" {
		if format, err = c.guess(inputs); err != nil {
			return 0, err
		}
	}
	if err := v.check(c, format); err != nil {
		return 0, err
	}
	inputs, passedOver, err := c.sift(format, inputs, v.fits(format))
	if err != nil {
		return 0, err
	}
	ids, err := c.ids(v.keyFile, v.idMap != "")
	if err != nil {
		return 0, err
	}
	run, err := v.importer(c, format, ids.id)
	if err != nil {
		return 0, err
	}
	s := &converting{call: c, ctx: ctx, format: format, conversion: &v, ids: ids, progress: newProgress(c.stderr), passedOver: passedOver}
	if wasNamed {
		s.likelier = likelier(format, inputs)
	}
	return s.run(run, inputs)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// telehealth are the modes in which nobody is in one room.
var telehealth = []encounter.Mode{encounter.Phone, encounter.Video, encounter.TextMessage}

// check refuses flags that the format does not take, and words that are none.
func (v *conversion) check(c *call, format exchange.Format) error {
	if err := takenBy(c, takes, format); err != nil {
		return err
	}
	return cmp.Or(
		oneWord("mode", encounter.Mode(v.mode), encounter.Modes()),
		oneWord("recording", encounter.Recording(v.recording), encounter.Recordings()),
		oneWord("interpreter", encounter.InterpreterMode(v.interpreter), encounter.InterpreterModes()),
		oneWord("telehealth", encounter.Mode(v.telehealth), telehealth),
		oneWord("chain", encounter.LinkKind(v.chain), encounter.LinkKinds()))
}

// location is the zone of times.
func (v *conversion) location() (*time.Location, error) {
	if v.zone == "" {
		return nil, nil
	}
	zone, err := time.LoadLocation(v.zone)
	if err != nil {
		return nil, fmt.Errorf("-zone: %q is no zone that is known here; name a place of the time zone database, as in -zone Europe/Copenhagen, or UTC", v.zone)
	}
	return zone, nil
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

package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/spelling"
)

// calledSo are other words for formats: programs, endings and standards.
var calledSo = map[string]exchange.Format{
	"elan": exchange.EAF, "praat": exchange.TextGrid, "clan": exchange.CHAT, "talkbank": exchange.CHAT, "cha": exchange.CHAT,
	"vtt": exchange.WebVTT, "subtitles": exchange.WebVTT, "subrip": exchange.SRT,
	"txt": exchange.Text, "labelled": exchange.Text, "tsv": exchange.CSV, "table": exchange.CSV,
	"qdpx": exchange.REFI, "qde": exchange.REFI, "qdc": exchange.REFI, "qda": exchange.REFI, "refi-qda": exchange.REFI,
	"nvivo": exchange.REFI, "atlas": exchange.REFI, "atlasti": exchange.REFI, "atlas-ti": exchange.REFI, "maxqda": exchange.REFI,
	"qualcoder": exchange.REFI, "quirkos": exchange.REFI, "hl7": exchange.FHIR, "bundle": exchange.FHIR, "cdm": exchange.OMOP,
}

// meant is the format that a word that names none is closest to; "" where none is close.
func meant(word string) exchange.Format {
	word = strings.ToLower(word)
	if format, ok := calledSo[word]; ok {
		return format
	}
	closer := 2 // one letter off; two in a long word
	if len(word) > 5 {
		closer = 3
	}
	return spelling.Nearest(word, converted, closer)
}

// noFormat is the error of a word that is neither a file nor a format.
func noFormat(word string, files []string) error {
	hint := ""
	if format := meant(word); format != "" {
		file := "FILE"
		if len(files) > 0 {
			file = files[0]
		}
		hint = fmt.Sprintf("; the nearest is %s, as in: coprod convert %s %s", format, format, file)
	}
	return fmt.Errorf("%s: this is no file, and no format either%s; the formats are %s", word, hint, words(converted))
}

// formatBehind is the error of a format that stands behind the files; nil where none does.
func formatBehind(args []string) error {
	for i, word := range args {
		if i > 0 && isFormat(word) && !exists(word) {
			return fmt.Errorf("%s: there is no such file; where this is the format, it stands before the files, as in: coprod convert %s %s", word, word, args[0])
		}
	}
	return nil
}

// byEnding are the formats that the endings of files mostly stand for.
var byEnding = map[string]exchange.Format{
	".eaf": exchange.EAF, ".cha": exchange.CHAT, ".vtt": exchange.WebVTT, ".srt": exchange.SRT, ".txt": exchange.Text,
	".csv": exchange.CSV, ".tsv": exchange.CSV, ".textgrid": exchange.TextGrid, ".json": exchange.FHIR, ".ndjson": exchange.FHIR,
	".qdpx": exchange.REFI, ".qde": exchange.REFI, ".qdc": exchange.REFI,
}

// endingOf is the ending of a file in lower case, without that of gzip.
func endingOf(name string) string { return strings.ToLower(path.Ext(strings.TrimSuffix(name, ".gz"))) }

// tables are the formats whose files may end as any table does.
var tables = []exchange.Format{exchange.CSV, exchange.OMOP, exchange.REDCap, exchange.Text}

// likelier says what the first file that looks like another format looks like; "" where none
// does. It is no news of a file whose ending is usual in the format that was named.
func likelier(named exchange.Format, files []inputFile) string {
	for i := range files {
		name := files[i].Name
		is := byEnding[endingOf(name)]
		why := "by its ending"
		if t, err := files[i].tell(); err == nil && t.format != "" {
			is, why = t.format, t.reason
		}
		switch {
		case is == "" || is == named || !isFormat(string(is)):
		case slices.Contains(tables, is) && slices.Contains(tables, named) && why == "by its ending":
		case name == "stdin":
			return fmt.Sprintf("What comes by standard input looks like %s (%s), as in: coprod convert %s -", is, why, is)
		default:
			return fmt.Sprintf("%s looks like %s (%s), as in: coprod convert %s %s", name, is, why, is, name)
		}
	}
	return ""
}

// untold is the error of files of which nothing tells the format, with the way to name it.
func untold(what, name string) error {
	format, list := string(byEnding[endingOf(name)]), "; the formats are "
	if format == "" {
		format, list = "FORMAT", ", where FORMAT is one of "
	}
	if name == "stdin" {
		name = "-"
	}
	return fmt.Errorf("%s; name it before the file, as in: coprod convert %s %s%s%s", what, format, name, list, words(converted))
}

// lacks says what is not among the files, where nothing could be made of what is.
func lacks(format exchange.Format, loss *exchange.Loss) string {
	switch {
	case format == exchange.REDCap && loss.Of("dictionary field").Read > 0 && loss.Of("row").Read == 0:
		return "There is a data dictionary and no export: give the export too, as in: coprod convert redcap -fields MAP.csv data.csv dictionary.csv\n"
	case format == exchange.FHIR && loss.Of("Encounter").Read == 0:
		return "There is no Encounter in the files, and records are made of encounters and who was in them: export Encounter too.\n"
	}
	return ""
}

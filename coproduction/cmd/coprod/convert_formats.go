package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/refi"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/transcript"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// An importer makes records of files.
type importer interface {
	Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error
}

// converted are the formats that convert reads.
var converted = []exchange.Format{exchange.FHIR, exchange.OMOP, exchange.REDCap, exchange.EAF, exchange.CHAT,
	exchange.WebVTT, exchange.SRT, exchange.Text, exchange.CSV, exchange.REFI, exchange.TextGrid}

func isFormat(word string) bool { return slices.Contains(converted, exchange.Format(word)) }

// importer makes the importer of a format.
func (v *conversion) importer(c *call, format exchange.Format, id func(string) encounter.ID) (importer, error) {
	options := exchange.Options{ID: id, KeepText: v.keepText}
	var roles transcript.Roles
	if v.roles != "" {
		var err error
		if roles, err = transcript.ParseRoles(v.roles); err != nil {
			return nil, flagError("roles", err, transcript.ErrRoles)
		}
		roles = roles.Beside(usualRoles(format))
	}
	tags := strings.Split(v.tags, ",")
	mode, recording := encounter.Mode(v.mode), encounter.Recording(v.recording)
	switch format {
	case exchange.FHIR:
		return fhir.Import{Options: options, Interpreter: encounter.InterpreterMode(v.interpreter)}, nil
	case exchange.OMOP:
		zone, err := v.location()
		return omop.Import{Options: options, Zone: zone, Telehealth: encounter.Mode(v.telehealth), Link: encounter.LinkKind(v.chain)}, err
	case exchange.REDCap:
		zone, err := v.location()
		if err != nil {
			return nil, err
		}
		fields, err := v.fieldMap(c)
		return redcap.Import{Options: options, Zone: zone, Map: fields, Missing: list(v.missing)}, err
	case exchange.REFI:
		return refi.Import{Options: options}, nil
	case exchange.EAF, exchange.CHAT, exchange.WebVTT, exchange.SRT:
		return transcript.Script{Options: options, Form: transcript.Form(format), Roles: roles, CodeTiers: list(v.codeTiers), SpeechTiers: list(v.speechTiers),
			PatientPresent: v.patientPresent, Tags: tags, Mode: mode, Recording: recording, Folders: v.folders}, nil
	case exchange.Text:
		columns, err := v.columnMap()
		return transcript.Labelled{Options: options, Roles: roles, Columns: columns, PatientPresent: v.patientPresent,
			Tags: tags, Mode: mode, Recording: recording, Folders: v.folders}, err
	case exchange.CSV:
		columns, err := v.columnMap()
		return transcript.CodedTurns{Options: options, Columns: columns, Roles: roles, CodeSeparator: v.separator, Missing: list(v.missing),
			Milliseconds: v.milliseconds, PatientPresent: v.patientPresent, Tags: tags, Mode: mode, Recording: recording, Folders: v.folders}, err
	case exchange.TextGrid:
		if roles == nil {
			roles = usualRoles(format)
		}
		return grids{transcript.Conversion{Roles: roles, IDs: id, Tags: tags, Mode: mode, Recording: recording, Folders: v.folders}}, nil
	}
	return nil, fmt.Errorf("%s is not a format that is converted; these are: %s", format, words(converted))
}

// usualRoles are the roles that labels have beside those that the caller gives.
func usualRoles(format exchange.Format) transcript.Roles {
	switch format {
	case exchange.TextGrid:
		return transcript.Roles{{Key: "doctor", Role: encounter.RoleProfessional, Profession: encounter.Doctor}, {Key: "patient", Role: encounter.RolePatient}}
	case exchange.Text:
		return transcript.LabelRoles()
	}
	return transcript.ScriptRoles()
}

// list parts a flag at its commas; nil where it is empty.
func list(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// fieldMap reads the map of a REDCap project's fields.
func (v *conversion) fieldMap(c *call) (redcap.Map, error) {
	if v.fields == "" {
		return redcap.Map{}, nil
	}
	file, err := c.open(v.fields)
	if err != nil {
		return redcap.Map{}, err
	}
	defer file.Close()
	m, findings, err := redcap.ParseMap(file, source(v.fields))
	if err != nil {
		return m, fileError(v.fields, err)
	}
	if n := c.list(findings); n > 0 {
		return m, fmt.Errorf("%s: the map cannot be used, so nothing was converted: %s above", v.fields, plural(n, "error"))
	}
	return m, nil
}

func (v *conversion) columnMap() (transcript.Columns, error) {
	if v.columns == "" {
		return transcript.Columns{}, nil
	}
	columns, err := transcript.ParseColumns(v.columns)
	if err != nil {
		return columns, flagError("columns", err, transcript.ErrColumns)
	}
	return columns, nil
}

// flagError says why a flag was not understood, without the words of the package that found it.
func flagError(flag string, err, of error) error {
	return fmt.Errorf("-%s: %s", flag, strings.TrimPrefix(err.Error(), of.Error()+": "))
}

// grids makes an importer of the conversion of TextGrids, whose files belong together
// by their names.
type grids struct{ transcript.Conversion }

func (g grids) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	open := make(map[string]exchange.File)
	var names []string
	for _, f := range files {
		open[f.Name] = f
		names = append(names, f.Name)
	}
	return g.each(ctx, names, open, to)
}

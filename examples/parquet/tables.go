package main

import (
	"crypto/sha256"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// tables are the rows of all files.
type tables struct {
	participants []participant
	encounters   []meeting
	presence     []presence
	turns        []turn
	steps        []step
	codings      []coding

	prints map[encounter.ID][sha256.Size]byte // of the records so far
}

// The rows. A pointer is a column that may be null.
type (
	participant struct {
		ID         string  `parquet:"id"`
		Kind       string  `parquet:"participant_kind,dict"`
		Profession *string `parquet:"profession,dict,optional"`
		Sector     *string `parquet:"sector,dict,optional"`
		Languages  *string `parquet:"languages,optional"` // BCP 47, best first, with spaces between them
		Age        *string `parquet:"age_band,dict,optional"`
		Residence  *string `parquet:"residence,dict,optional"`
		Education  *string `parquet:"education,dict,optional"`
		Consent    string  `parquet:"consent,dict"`
	}
	meeting struct {
		ID                   string     `parquet:"id"`
		Patient              string     `parquet:"patient"`
		Start                *string    `parquet:"start,optional"` // RFC 3339, with its own offset
		StartUTC             *time.Time `parquet:"start_utc,optional,timestamp(millisecond)"`
		End                  *string    `parquet:"end,optional"`
		EndUTC               *time.Time `parquet:"end_utc,optional,timestamp(millisecond)"`
		DurationMs           *int64     `parquet:"duration_ms,optional"`
		Mode                 *string    `parquet:"mode,dict,optional"`
		Setting              *string    `parquet:"setting,dict,optional"`
		Planned              *bool      `parquet:"planned,optional"`
		InitiatedBy          *string    `parquet:"initiated_by,optional"`
		WithinLimits         *bool      `parquet:"within_limits,optional"`
		Recording            *string    `parquet:"recording,dict,optional"`
		Phase                *string    `parquet:"phase,dict,optional"`
		RolesNotRecorded     []string   `parquet:"roles_not_recorded,list"`      // roles of which nobody can tell whether somebody took part
		LinkKindsNotRecorded []string   `parquet:"link_kinds_not_recorded,list"` // kinds of link of which nobody can tell whether there is one
	}
	presence struct {
		Encounter    string  `parquet:"encounter"`
		Position     int32   `parquet:"position"`
		Participant  string  `parquet:"participant"`
		Role         string  `parquet:"role,dict"`
		Unidentified bool    `parquet:"unidentified"`
		Profession   *string `parquet:"profession,dict,optional"`
		FromMs       *int64  `parquet:"from_ms,optional"`
		ToMs         *int64  `parquet:"to_ms,optional"`
		Interpreter  *string `parquet:"interpreter_mode,dict,optional"`
	}
	turn struct {
		Encounter  string   `parquet:"encounter"`
		Position   int32    `parquet:"position"`
		ID         *string  `parquet:"id,optional"`
		Speaker    string   `parquet:"speaker"`
		Addressees []string `parquet:"addressees,list"`
		StartMs    *int64   `parquet:"start_ms,optional"`
		EndMs      *int64   `parquet:"end_ms,optional"`
		Words      *int64   `parquet:"words,optional"`
		Language   *string  `parquet:"language,dict,optional"`
		Floor      *string  `parquet:"floor,dict,optional"`
	}
	step struct {
		Encounter string   `parquet:"encounter"`
		Position  int32    `parquet:"position"`
		ID        string   `parquet:"id"`
		Act       string   `parquet:"act,dict"`
		By        []string `parquet:"by,list"`
		BuildsOn  []string `parquet:"builds_on,list"`
		Concerns  []string `parquet:"concerns,list"`
		Tool      *string  `parquet:"tool,dict,optional"`
		StartMs   *int64   `parquet:"start_ms,optional"`
		EndMs     *int64   `parquet:"end_ms,optional"`
		Outcome   *string  `parquet:"outcome,dict,optional"`
	}
	coding struct {
		ID       string   `parquet:"id"`
		Record   string   `parquet:"target_record"`
		Pointer  string   `parquet:"target_pointer"`
		Codebook string   `parquet:"codebook"`
		Codes    []string `parquet:"codes,list"` // empty: seen, and no code applies
		Coder    string   `parquet:"coder"`
		Round    int64    `parquet:"round"`
	}
)

// add takes in a record; kinds without a table change nothing.
func (t *tables) add(r encounter.Record) {
	switch r := r.(type) {
	case *encounter.Participant:
		t.participants = append(t.participants, participant{ID: r.ID.String(), Kind: string(r.Role), Profession: some(r.Profession), Sector: some(r.Sector),
			Languages: some(strings.Join(r.Languages, " ")), Age: some(r.Age), Residence: some(r.Residence), Education: some(r.Education), Consent: string(r.Consent)})
	case *encounter.Encounter:
		t.encounter(r)
	case *theme.Coding:
		t.codings = append(t.codings, coding{r.ID.String(), r.Target.Record.String(), r.Target.Pointer, r.Codebook.String(), texts(r.Codes), r.Coder.String(), r.Round})
	}
}

func (t *tables) encounter(e *encounter.Encounter) {
	id := e.ID.String()
	m := meeting{ID: id, Patient: e.Patient.String(), DurationMs: e.DurationMs, Mode: some(e.Mode), Setting: some(e.Setting),
		Planned: e.Planned, WithinLimits: e.WithinLimits, Recording: some(e.Recording), Phase: some(e.Phase), RolesNotRecorded: texts(e.RolesNotRecorded),
		LinkKindsNotRecorded: texts(e.LinkKindsNotRecorded)}
	if !e.InitiatedBy.IsZero() {
		m.InitiatedBy = new(e.InitiatedBy.String())
	}
	m.Start, m.StartUTC = instant(e.Start)
	m.End, m.EndUTC = instant(e.End)
	t.encounters = append(t.encounters, m)
	for i, p := range e.Presence {
		t.presence = append(t.presence, presence{id, int32(i), p.Participant.String(), string(p.Role), p.Unidentified, some(p.Profession), p.FromMs, p.ToMs, some(p.Interpreter)})
	}
	for i, u := range e.Turns {
		t.turns = append(t.turns, turn{id, int32(i), some(u.ID), u.Speaker.String(), ids(u.Addressees), u.StartMs, u.EndMs, u.Words, some(u.Language), some(u.Floor)})
	}
	for i, s := range e.Steps {
		t.steps = append(t.steps, step{id, int32(i), string(s.ID), string(s.Act), ids(s.By), texts(s.BuildsOn), texts(s.Concerns), some(s.Tool), s.StartMs, s.EndMs, some(s.Outcome)})
	}
}

// some is a text, or null where it is absent.
func some[S ~string](word S) *string {
	if word == "" {
		return nil
	}
	return new(string(word))
}

// instant is a time as it was written, and in UTC; both are null where it is absent.
func instant(at time.Time) (written *string, utc *time.Time) {
	if at.IsZero() {
		return nil, nil
	}
	return new(at.Format(time.RFC3339Nano)), new(at.UTC())
}

func ids(list []encounter.ID) (all []string) {
	for _, id := range list {
		all = append(all, id.String())
	}
	return all
}

func texts[S ~string](words []S) (all []string) {
	for _, w := range words {
		all = append(all, string(w))
	}
	return all
}

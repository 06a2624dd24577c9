package coproduction_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A stranger calls itself an encounter and is none.
type stranger struct{ *encounter.Encounter }

// A robot is a kind of record that nobody knows.
type robot struct{}

func (robot) RecordKind() string     { return "robot" }
func (robot) RecordID() encounter.ID { return encounter.ID{} }

func TestNew(t *testing.T) {
	for _, kind := range schema.Kinds() {
		r := coproduction.New(kind)
		require.NotNil(t, r, kind)
		assert.Equal(t, string(kind), r.RecordKind())
		assert.True(t, r.RecordID().IsZero())
	}
	assert.Nil(t, coproduction.New("robot"))
}

func TestAppendOfNoRecord(t *testing.T) {
	for _, r := range []encounter.Record{nil, (*encounter.Encounter)(nil), stranger{new(encounter.Encounter)}, &stranger{}, robot{}, &robot{}} {
		b, err := coproduction.Append([]byte("before"), r)
		assert.ErrorIs(t, err, coproduction.ErrRecord, "%T", r)
		assert.Equal(t, "before", string(b))
		coproductiontest.AssertFindings(t, coproduction.Check(r), coproductiontest.Rule(schema.RuleRecordJudged).At(""))
	}
}

func TestCheckOfWhatCannotBeWritten(t *testing.T) {
	for _, r := range []encounter.Record{
		&encounter.Study{ID: idOf("a"), Title: "x", Extensions: encounter.Extensions{"a": json.RawMessage("{")}},
		&encounter.Encounter{ID: idOf("a"), Patient: idOf("b"), Start: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		b, err := coproduction.Append([]byte("before"), r)
		assert.Error(t, err)
		assert.NotErrorIs(t, err, coproduction.ErrRecord)
		assert.Equal(t, "before", string(b))
		coproductiontest.AssertFindings(t, coproduction.Check(r), coproductiontest.Rule(schema.RuleRecordJudged).At(""))
	}
}

// Append writes one line, whatever the extensions look like, and no HTML escapes.
func TestAppendWritesALine(t *testing.T) {
	s := &encounter.Study{ID: idOf("a"), Title: "a < b &\nc", Extensions: encounter.Extensions{"a": json.RawMessage("{\n \"b\": [1,\n2] }")}}
	b, err := coproduction.Append([]byte("before "), s)
	require.NoError(t, err)
	assert.Equal(t, `before {"kind":"study","id":"`+idOf("a").String()+`","title":"a < b &\nc","extensions":{"a":{"b":[1,2]}}}`,
		strings.Replace(string(b), `,"checklists":{}`, "", 1))
}

// Law: what was written reads as the same value, and is written again as the same bytes.
func TestRoundTrip(t *testing.T) {
	n := 0
	for seed := range uint64(5) {
		for want := range coproductiontest.Records(seed, 60) {
			raw, err := coproduction.Append(nil, want)
			require.NoError(t, err)
			got := read(string(raw))
			require.Equal(t, int64(1), got.sum.Accepted, "%v", got.findings)
			require.Empty(t, got.findings)
			again, err := coproduction.Append(nil, got.lines[0].Record)
			require.NoError(t, err)
			require.Equal(t, string(raw), string(again))
			require.Equal(t, want.RecordID(), got.lines[0].ID)
			if e, ok := want.(*encounter.Encounter); ok {
				other := got.lines[0].Record.(*encounter.Encounter)
				require.True(t, e.Start.Equal(other.Start) && e.End.Equal(other.End))
				other.Start, other.End = e.Start, e.End
			}
			require.True(t, reflect.DeepEqual(want, got.lines[0].Record), "%s", raw)
			n++
		}
	}
	assert.Greater(t, n, 500)
}

// Law: Check of a record finds what Read finds in what Append writes of it.
func TestCheckIsRead(t *testing.T) {
	found := 0
	for seed := range uint64(6) {
		for i, r := range coproductiontest.Study(seed, coproductiontest.Typical(20)) {
			flaw(r, i)
			raw, err := coproduction.Append(nil, r)
			require.NoError(t, err)
			want := readAll(new(coproduction.Validator), bytes.NewReader(raw)).findings
			got := coproduction.Check(r)
			for i := range want {
				assert.Equal(t, "in", want[i].Position.Source)
				want[i].Position.Source = ""
			}
			require.Equal(t, want, got)
			found += len(got)
		}
	}
	assert.Greater(t, found, 200)
}

// flaw spoils a record, each in another way.
func flaw(r encounter.Record, i int) {
	switch r := r.(type) {
	case *encounter.Participant:
		r.Role = []encounter.Role{"", encounter.RoleProfessional, "nobody", encounter.RolePatient}[i%4]
		r.Extensions = encounter.Extensions{"coder": json.RawMessage(`"Anna"`), "a": json.RawMessage(`1e999`)}
	case *encounter.Encounter:
		if i%3 == 0 {
			r.Presence = r.Presence[:1]
		} else {
			r.DurationMs = new(int64(i))
		}
	}
}

func ExampleCheck() {
	s := &encounter.Study{ID: encounter.MustParseID("5bd0fac5-2a4f-4b5b-9a2c-4f1a57d1f7a1")}
	for _, f := range coproduction.Check(s) {
		fmt.Println(f.Error())
	}
	// Output: study/title#minLength at /title: must have at least 1 character
}

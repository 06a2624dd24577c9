package coproduction_test

import (
	"bytes"
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// random is a seeded study of a hundred encounters, as NDJSON.
func random(b *testing.B) []byte {
	var data []byte
	for r := range coproductiontest.Records(1, 100) {
		var err error
		if data, err = coproduction.Append(data, r); err != nil {
			b.Fatal(err)
		}
		data = append(data, '\n')
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	return data
}

// BenchmarkJudge is strict JSON and schema, by the plan.
func BenchmarkJudge(b *testing.B) { benchmarkJudge(b, schema.Judge) }

// BenchmarkJudgeByReference is the same by jsonschema/v5.
func BenchmarkJudgeByReference(b *testing.B) { benchmarkJudge(b, schema.JudgeByReference) }

func benchmarkJudge(b *testing.B, judge func([]byte) schema.Judgement) {
	records := bytes.Split(bytes.TrimSpace(random(b)), []byte("\n"))
	for b.Loop() {
		for _, record := range records {
			if !judge(record).Clean() {
				b.Fatal("not clean")
			}
		}
	}
}

// BenchmarkRead is the whole road of a record, up to its value.
func BenchmarkRead(b *testing.B) {
	data := random(b)
	for b.Loop() {
		for _, err := range coproduction.Read(b.Context(), bytes.NewReader(data), "random") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkCollect is the road with the rules across records and every measure.
func BenchmarkCollect(b *testing.B) {
	data := random(b)
	for b.Loop() {
		var study coproduction.StudyRules
		var profile indicator.Profile
		if _, err := coproduction.Collect(coproduction.Read(b.Context(), bytes.NewReader(data), "random"), &study, &profile); err != nil {
			b.Fatal(err)
		}
		study.Findings()
		profile.Rows(indicator.PerStudy, indicator.Options{})
	}
}

package coproduction_test

import (
	"bytes"
	"testing"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/coproductiontest"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The stages of the road, each on its own, in the order in which a record takes them.
// Besides time, bytes and allocations of the whole study, each reports what one record
// takes.

// random is a seeded study of a hundred encounters, as NDJSON and record by record.
func random(b *testing.B) (data []byte, raws [][]byte) {
	for r := range coproductiontest.Records(1, 100) {
		raw, err := coproduction.Append(nil, r)
		if err != nil {
			b.Fatal(err)
		}
		raws = append(raws, raw)
		data = append(append(data, raw...), '\n')
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	return data, raws
}

// perRecord reports what the time comes to for one record.
func perRecord(b *testing.B, records int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*records), "ns/record")
}

// BenchmarkSplit cuts an input into records.
func BenchmarkSplit(b *testing.B) {
	data, raws := random(b)
	for b.Loop() {
		if n, err := coproduction.SplitOnly(bytes.NewReader(data)); n != len(raws) || err != nil {
			b.Fatal(n, err)
		}
	}
	perRecord(b, len(raws))
}

// BenchmarkJudge is strict JSON and schema, by the plan.
func BenchmarkJudge(b *testing.B) { benchmarkJudge(b, schema.Judge) }

// BenchmarkJudgeByReference is the same by jsonschema/v5.
func BenchmarkJudgeByReference(b *testing.B) { benchmarkJudge(b, schema.JudgeByReference) }

func benchmarkJudge(b *testing.B, judge func([]byte) schema.Judgement) {
	_, raws := random(b)
	for b.Loop() {
		for _, raw := range raws {
			if !judge(raw).Clean() {
				b.Fatal("not clean")
			}
		}
	}
	perRecord(b, len(raws))
}

// BenchmarkDecode makes values of sound records, in memory that is used again and in
// memory of their own.
func BenchmarkDecode(b *testing.B) {
	for name, reuse := range map[string]bool{"reuse": true, "keep": false} {
		b.Run(name, func(b *testing.B) {
			_, raws := random(b)
			kinds := kindsOf(raws)
			d := decode.Decoder{Reuse: reuse, Personal: coproduction.IsPersonal}
			for b.Loop() {
				for i, raw := range raws {
					d.Reset()
					d.Record(kinds[i], raw) // the study and the codebook are left to encoding/json
				}
			}
			perRecord(b, len(raws))
		})
	}
}

func kindsOf(raws [][]byte) (kinds []string) {
	for _, raw := range raws {
		kinds = append(kinds, string(schema.Judge(raw).Kind))
	}
	return kinds
}

// BenchmarkRules asks every rule about one record.
func BenchmarkRules(b *testing.B) {
	data, raws := random(b)
	records, broken := values(b, data), coproduction.RulesOnly()
	for b.Loop() {
		for i, r := range records {
			if broken(r, raws[i]) > 0 {
				b.Fatal("a rule is broken")
			}
		}
	}
	perRecord(b, len(raws))
}

func values(b *testing.B, data []byte) (records []encounter.Record) {
	for l, err := range coproduction.Read(b.Context(), bytes.NewReader(data), "") {
		if err != nil {
			b.Fatal(err)
		}
		records = append(records, l.Record)
	}
	return records
}

// BenchmarkTally counts for continuity and talk.
func BenchmarkTally(b *testing.B) {
	data, raws := random(b)
	records := values(b, data)
	for b.Loop() {
		var visits indicator.VisitTally
		var talk indicator.TalkTally
		for _, r := range records {
			visits.Add(r)
			talk.Add(r)
		}
	}
	perRecord(b, len(raws))
}

// BenchmarkRead is the whole road of a record, up to its value.
func BenchmarkRead(b *testing.B) {
	data, raws := random(b)
	benchmarkRead(b, data, len(raws), true)
}

// BenchmarkReadInvalid is the same where every record departs from its schema, up to
// its findings.
func BenchmarkReadInvalid(b *testing.B) {
	_, raws := random(b)
	var data []byte
	for _, raw := range raws {
		data = append(append(data, bytes.Replace(raw, []byte(`,"`), []byte(`,"unheardOf":true,"`), 1)...), '\n')
	}
	benchmarkRead(b, data, len(raws), false)
}

func benchmarkRead(b *testing.B, data []byte, records int, sound bool) {
	v := &coproduction.Validator{Workers: 1, Reuse: true}
	for b.Loop() {
		for l, err := range v.Read(b.Context(), bytes.NewReader(data), "random") {
			if err != nil || l.Accepted() != sound {
				b.Fatal(err, l)
			}
		}
	}
	perRecord(b, records)
}

// BenchmarkCollect is the road with the rules across records and every measure.
func BenchmarkCollect(b *testing.B) {
	data, raws := random(b)
	for b.Loop() {
		var study coproduction.StudyRules
		var profile indicator.Profile
		if _, err := coproduction.Collect(coproduction.Read(b.Context(), bytes.NewReader(data), "random"), &study, &profile); err != nil {
			b.Fatal(err)
		}
		study.Findings()
		profile.Rows(indicator.PerStudy, indicator.Options{})
	}
	perRecord(b, len(raws))
}

package omop_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/omop"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// encounters returns them by the key of their ids.
func (r result) encounters(ids ...int) []*encounter.Encounter {
	var all []*encounter.Encounter
	for _, id := range ids {
		i := slices.IndexFunc(r.Records, func(r encounter.Record) bool { return r.RecordID() == exchangetest.ID(fmt.Sprint("omop/visit/", id)) })
		all = append(all, r.Records[i].(*encounter.Encounter))
	}
	return all
}

func (r result) person(key string) *encounter.Participant {
	i := slices.IndexFunc(r.Records, func(r encounter.Record) bool { return r.RecordID() == exchangetest.ID(key) })
	if i < 0 {
		return nil
	}
	return r.Records[i].(*encounter.Participant)
}

// Where the time of a start cannot be read, the day is the date's.
func TestDateBesideTime(t *testing.T) {
	got := imported(t, omop.Import{}, exchangetest.File("p", persons), exchangetest.File("v", visitColumns+"1,1,9202,2024-03-01,noon,,,7,,\n"))
	assert.Equal(t, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), got.encounters(1)[0].Start)
	assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{"the day is known, not the time": 1}}, got.Loss.Of("start"))
}

// What stands in a row that is refused is counted too, beyond the last column as well.
func TestValuesOfRaggedRows(t *testing.T) {
	got := imported(t, omop.Import{}, exchangetest.File("p", "person_id,year_of_birth\n1,1980\n2,1990,x,,y\n3\n"))
	assert.Equal(t, exchange.Count{Read: 7, Dropped: map[string]int64{"row refused": 5, "in no visit": 2}}, got.Loss.Of("value"))
}

// A visit has as many professionals as an encounter holds, its own among them. Further
// ones are counted, and found where they begin, in whichever of two tables that is.
func TestManyProfessionals(t *testing.T) {
	const columns = "visit_detail_id,visit_occurrence_id,provider_id\n"
	var first, second strings.Builder
	first.WriteString(columns + "1,1,7\n2,2,8\n")
	for i := range 198 {
		fmt.Fprintf(&first, "%d,1,%d\n", 3+i, 1000+i)
	}
	second.WriteString(columns + "1,1,1000\n2,2,9\n3,1,⟦omop-visit-professionals⟧2000\n")
	for i := range 60_000 {
		fmt.Fprintf(&second, "%d,1,%d\n", 4+i, 2001+i)
	}
	file, want := exchangetest.Marked("second", second.String())
	got := imported(t, omop.Import{}, exchangetest.File("p", persons), exchangetest.File("pr", providers), exchangetest.File("v", visitColumns+
		"1,1,9202,,2024-03-01 09:30Z,,,7,,\n2,1,9202,,2024-03-02 09:30Z,,,,,\n"), exchangetest.File("first", first.String()), file)
	visits := got.encounters(1, 2)
	assert.Len(t, visits[0].Presence, 200)
	assert.Equal(t, exchangetest.ID("omop/provider/7"), visits[0].Presence[1].Participant)
	assert.Equal(t, exchangetest.ID("omop/provider/1197"), visits[0].Presence[199].Participant)
	assert.Len(t, visits[1].Presence, 3)
	assert.Equal(t, exchange.Count{Read: 60_203, Changed: map[string]int64{"presence at the visit": 200},
		Dropped: map[string]int64{"more professionals than an encounter has place for": 60_001, "the professional is present already": 2}}, got.Loss.Of("visit detail"))
	var found []string
	for _, p := range exchangetest.Places(got.Findings) {
		if strings.Contains(p, "professionals") {
			found = append(found, p)
		}
	}
	assert.Equal(t, want, found)
	assert.Nil(t, got.person("omop/provider/2000"), "who is in no visit")
}

// Synthetic tables.
func TestEncounters(t *testing.T) {
	copenhagen := time.FixedZone("", 2*60*60)
	got := imported(t, omop.Import{Zone: copenhagen, Telehealth: encounter.Video}, exchangetest.File("persons", persons), exchangetest.File("providers", providers),
		exchangetest.File("sites", "care_site_id,place_of_service_concept_id\n1,8870\n2,8940\n"),
		exchangetest.File("parts", "visit_detail_id,visit_occurrence_id,provider_id\n1,12,9\n2,12,7\n3,12,8\n4,12,8\n5,13,\n6,14,9\n"),
		exchangetest.File("visits", visitColumns+
			"11,1,9202,2024-03-01,2024-03-01 09:30:00,2024-03-01,2024-03-01 10:15:00,7,,\n"+
			"12,1,9203,2024-03-02,2024-03-02T09:30:00.5,,,8,1,11\n"+
			"13,2,581476,2024-03-03,,2024-03-04,,,,\n"+
			"14,1,0,2024-03-03,2024-03-03 00:00:00+00,,,,1,12\n"+
			"15,1,722455,,2024-03-04 00:00:00-0130,,,7,2,14\n"+
			"16,1,38004193,,2024-03-05 08:00,,,,,15\n"+
			"17,1,262,,2024-03-06 08:00,,,7,1,16\n"))
	e := got.encounters(11, 12, 13, 14, 15, 16, 17)
	patient := encounter.Presence{Participant: exchangetest.ID("omop/person/1"), Role: encounter.RolePatient}
	by := func(ids ...int) []encounter.Presence {
		all := []encounter.Presence{patient}
		for _, id := range ids {
			all = append(all, encounter.Presence{Participant: exchangetest.ID(fmt.Sprint("omop/provider/", id)), Role: encounter.RoleProfessional})
		}
		return all
	}
	link := func(to int) []encounter.Link {
		return []encounter.Link{{To: exchangetest.ID(fmt.Sprint("omop/visit/", to)), Kind: encounter.LinkInformational}}
	}
	assert.Equal(t, &encounter.Encounter{ID: exchangetest.ID("omop/visit/11"), Patient: exchangetest.ID("omop/person/1"), Mode: encounter.InPerson,
		Setting: encounter.SettingOutpatientClinic, Recording: encounter.RecordingNone, Presence: by(7), Links: []encounter.Link{},
		RolesNotRecorded: []encounter.Role{encounter.RoleInterpreter}, LinkKindsNotRecorded: []encounter.LinkKind{encounter.LinkRelational, encounter.LinkManagement},
		Start: time.Date(2024, 3, 1, 9, 30, 0, 0, copenhagen), End: time.Date(2024, 3, 1, 10, 15, 0, 0, copenhagen)}, e[0])
	assert.Equal(t, by(8, 9, 7), e[1].Presence, "the visit's own provider first, then those of its parts, each once")
	assert.Equal(t, encounter.SettingEmergency, e[1].Setting)
	assert.Equal(t, link(11), e[1].Links)
	assert.Equal(t, e[0].LinkKindsNotRecorded, e[1].LinkKindsNotRecorded, "the chain is informational, and tells of nothing else")
	assert.Equal(t, time.Date(2024, 3, 3, 0, 0, 0, 0, copenhagen), e[2].Start)
	assert.True(t, e[2].End.IsZero(), "only its day is known")
	assert.Equal(t, encounter.HomeVisit, e[2].Mode)
	assert.Equal(t, encounter.Presence{Participant: exchangetest.ID("omop/visit/13/professional"), Role: encounter.RoleProfessional, Unidentified: true}, e[2].Presence[1])
	assert.Equal(t, by(9), e[3].Presence, "a part names a professional")
	assert.Empty(t, e[3].Mode)
	assert.Equal(t, encounter.SettingEmergency, e[3].Setting, "the care site tells it")
	assert.True(t, time.Date(2024, 3, 3, 0, 0, 0, 0, time.UTC).Equal(e[3].Start))
	assert.Equal(t, encounter.Video, e[4].Mode)
	assert.True(t, time.Date(2024, 3, 4, 1, 30, 0, 0, time.UTC).Equal(e[4].Start))
	assert.Equal(t, []encounter.Presence{patient}, e[5].Presence, "no provider takes part in case management")
	assert.Equal(t, []encounter.Role{encounter.RoleInterpreter}, e[5].RolesNotRecorded, "that no professional does is told")
	assert.Equal(t, encounter.SettingEmergency, e[6].Setting)

	assert.Equal(t, encounter.Doctor, got.person("omop/provider/7").Profession)
	assert.Equal(t, encounter.Nurse, got.person("omop/provider/8").Profession)
	assert.Equal(t, encounter.SocialWorker, got.person("omop/provider/9").Profession)
	assert.Equal(t, encounter.Age40, got.person("omop/person/1").Age)
	assert.Equal(t, encounter.Age30, got.person("omop/person/2").Age, "33 or 34")
	assert.Equal(t, exchange.Count{Read: 6, Changed: map[string]int64{"presence at the visit": 3}, Dropped: map[string]int64{"names no professional": 1, "the professional is present already": 2}},
		got.Loss.Of("visit detail"))
}

// Where a zone is named nothing is to be said of times without one, but of those that its
// clocks show twice, or never. Synthetic tables.
func TestZone(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Copenhagen")
	require.NoError(t, err)
	file, want := exchangetest.Marked("v", visitColumns+"1,1,9202,,2024-03-30 09:30,,2024-03-30 10:30,7,,\n"+
		"2,1,9202,,⟦omop-clocks-changed⟧2024-03-31 02:30,,2024-03-31 03:45,7,,\n3,1,9202,,2024-10-27 01:30,,2024-10-27 02:30,7,,\n4,1,9202,,2024-10-27 02:30+01:00,,,7,,\n")
	got := imported(t, omop.Import{Zone: zone}, exchangetest.File("p", persons), exchangetest.File("q", providers), file)
	assert.Equal(t, want, exchangetest.Places(got.Findings))
	assert.Equal(t, "the clocks of the zone that was named show this time twice, or never (2 in this file)", got.Findings[0].Detail)
	e := got.encounters(2, 3, 4)
	assert.Equal(t, "2024-03-31T03:30:00+02:00", e[0].Start.Format(time.RFC3339))
	assert.Equal(t, "2024-10-27T02:30:00+02:00", e[1].End.Format(time.RFC3339))
	assert.True(t, time.Date(2024, 10, 27, 1, 30, 0, 0, time.UTC).Equal(e[2].Start))

	got = imported(t, omop.Import{Zone: time.UTC}, exchangetest.File("p", persons), exchangetest.File("q", providers), file)
	assert.Empty(t, got.Findings, "UTC was named")
	got = imported(t, omop.Import{}, exchangetest.File("p", persons), exchangetest.File("q", providers), file)
	assert.Equal(t, []string{"v omop-start-zone 2:11 @184"}, exchangetest.Places(got.Findings))
	assert.Equal(t, "the times have no zone and were read as UTC (3 in this file)", got.Findings[0].Detail)
}

func TestAgeBand(t *testing.T) {
	for name, tt := range map[string]struct {
		from, year, month, day, visit string
		want                          encounter.AgeBand
		fate                          string
	}{
		"the day before":      {"17", "2000", "3", "2", "2018-03-01", encounter.AgeUnder18, ""},
		"the birthday":        {"18", "2000", "3", "1", "2018-03-01", encounter.Age18, ""},
		"the month before":    {"29", "1990", "4", "1", "2020-03-31", encounter.Age18, ""},
		"no day, that month":  {"29 or 30", "1990", "3", "", "2020-03-31", "", "the age band at the first visit is not clear"},
		"no day, month after": {"30", "1990", "3", "", "2020-04-01", encounter.Age30, ""},
		"year only, clear":    {"30 or 31", "1990", "", "", "2021-01-01", encounter.Age30, ""},
		"year only, not":      {"29 or 30", "1990", "", "", "2020-12-31", "", "the age band at the first visit is not clear"},
		"year of birth":       {"0", "2020", "", "", "2020-01-01", encounter.AgeUnder18, ""},
		"before the birth":    {"−1", "2021", "1", "1", "2020-12-31", "", "after the first visit"},
		"89":                  {"89", "1930", "1", "2", "2020-01-01", encounter.Age80, ""},
		"90":                  {"90", "1930", "1", "1", "2020-01-01", encounter.Age90, ""},
		"over 100":            {"120 or so", "1900", "", "", "2020-06-01", encounter.Age90, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := imported(t, omop.Import{}, exchangetest.File("p", "person_id,year_of_birth,month_of_birth,day_of_birth\n1,"+tt.year+","+tt.month+","+tt.day+"\n"),
				exchangetest.File("v", visitColumns+"2,1,9202,2031-01-01,,,,,,\n1,1,9202,"+tt.visit+",,,,,,\n"))
			assert.Equal(t, tt.want, got.person("omop/person/1").Age, tt.from)
			if tt.fate != "" {
				assert.Equal(t, exchange.Count{Read: 1, Dropped: map[string]int64{tt.fate: 1}}, got.Loss.Of("birth"))
			}
		})
	}
}

func TestWhoIsLeftOut(t *testing.T) {
	got := imported(t, omop.Import{Professions: map[int64]encounter.Profession{77: encounter.Midwife, 32581: encounter.OtherProfession}},
		exchangetest.File("p", persons), exchangetest.File("q", "provider_id,provider_name,specialty_concept_id\n7,Nobody At All,77\n8,Nobody Else,32581\n9,,0\n"),
		exchangetest.File("v", visitColumns+"1,1,9202,2024-03-01,,,,7,,\n2,1,9202,2024-03-02,,,,8,,\n2,2,9202,2024-03-02,,,,9,,1\n2,5,9202,2024-03-02,,,,6,,\n"))
	assert.Nil(t, got.person("omop/person/5"), "neither listed nor in a row that was kept")
	assert.Nil(t, got.person("omop/provider/6"))
	assert.Nil(t, got.person("omop/person/2"), "only in a row that was refused")
	assert.Nil(t, got.person("omop/provider/9"))
	assert.Equal(t, encounter.Midwife, got.person("omop/provider/7").Profession)
	assert.Equal(t, encounter.OtherProfession, got.person("omop/provider/8").Profession, "the caller's word counts")
	assert.Equal(t, int64(1), got.Loss.Of("person").Dropped["in no visit"])
	assert.Equal(t, exchange.Count{Read: 4, Kept: 2, Dropped: map[string]int64{"row refused": 2}}, got.Loss.Of("visit"))
	assert.Equal(t, int64(2), got.Loss.Of("value").Dropped["tells who somebody is"])
	for _, f := range got.Findings {
		assert.NotContains(t, f.Detail, "Nobody")
	}
}

// Links that cannot be so are left out; of such a visit it is not known whether there is one.
func TestLinks(t *testing.T) {
	got := imported(t, omop.Import{Link: encounter.LinkManagement}, exchangetest.File("p", persons), exchangetest.File("v", visitColumns+
		"1,1,9202,2024-03-01,,,,7,,\n2,1,9202,2024-03-01,,,,7,,3\n3,1,9202,2024-03-01,,,,7,,2\n4,1,9202,2024-03-04,,,,7,,3\n5,1,9202,2024-03-05,,,,7,,9\n"))
	e := got.encounters(1, 2, 3, 4, 5)
	assert.Equal(t, []encounter.Link{}, e[0].Links, "a chain begins here")
	assert.Nil(t, e[1].Links)
	assert.Nil(t, e[2].Links)
	assert.Equal(t, []encounter.Link{{To: e[2].ID, Kind: encounter.LinkManagement}}, e[3].Links, "it leads to the circle and is not part of it")
	assert.Nil(t, e[4].Links)
	others := []encounter.LinkKind{encounter.LinkRelational, encounter.LinkInformational}
	for i, want := range [][]encounter.LinkKind{others, nil, nil, others, nil} {
		assert.Equal(t, want, e[i].LinkKindsNotRecorded, "visit %d: of the kind of the chain alone it is told, where links are coded", i+1)
	}
	assert.Equal(t, exchange.Count{Read: 4, Kept: 1, Dropped: map[string]int64{"in a circle": 2, "to no visit that is there": 1}}, got.Loss.Of("preceding visit"))

	got = imported(t, omop.Import{}, exchangetest.File("p", persons), exchangetest.File("v", visitColumns+"1,1,9202,2024-03-01,,,,7,,\n"))
	assert.Nil(t, got.encounters(1)[0].Links, "the column is empty: there is no chain")
}

// Tables come in parts, compressed, with other separators, in any order, and give the same.
func TestForms(t *testing.T) {
	first, second := "1,1,9202,2024-03-01,,,,7,,\n", "2,1,9202,2024-03-02,,,,8,,1\n3,2,9202,2024-03-02,,,,8,,5\n"
	whole := []exchange.File{exchangetest.File("p", persons), exchangetest.File("q", providers), exchangetest.File("v", visitColumns+first+second)}
	want := imported(t, omop.Import{}, whole...)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	io.WriteString(z, visitColumns+first+second)
	require.NoError(t, z.Close())
	for name, files := range map[string][]exchange.File{
		"compressed":   {whole[0], whole[1], exchangetest.File("v", zipped.String())},
		"in parts":     {whole[0], whole[1], exchangetest.File("u", visitColumns+first), exchangetest.File("v", visitColumns+second)},
		"another way":  {exchangetest.File("v", strings.ToUpper(visitColumns)+first+second), whole[1], whole[0]},
		"semicolons":   {whole[0], exchangetest.File("q", strings.ReplaceAll(providers, ",", ";")), whole[2]},
		"tabs, quotes": {whole[0], whole[1], exchangetest.File("v", strings.ReplaceAll(visitColumns+first+strings.ReplaceAll(second, "9202", `"9202"`), ",", "\t"))},
		"vocabulary":   {whole[0], whole[1], whole[2], exchangetest.File("c", "concept_id\tvocabulary_id\tconcept_code\n1\t\"x\ty\n")},
	} {
		t.Run(name, func(t *testing.T) {
			got := imported(t, omop.Import{}, files...)
			assert.Equal(t, want.Records, got.Records)
			assert.Equal(t, 1, got.Rules()["omop-chain-broken"])
		})
	}
	got := imported(t, omop.Import{}, whole[0], whole[1], exchangetest.File("u", visitColumns+first), exchangetest.File("v", visitColumns+second))
	assert.Equal(t, schema.Position{Source: "v", Line: 3, Column: 27, Offset: int64(len(visitColumns) + 29 + 26 - 1), Length: 1}, got.Findings[len(got.Findings)-1].Position)
}

func TestErrors(t *testing.T) {
	disk := errors.New("the disk")
	failing := exchange.File{Name: "v", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader(visitColumns+"1,1,"), iotest.ErrReader(disk))), nil
	}}
	read := func(ctx context.Context, to *exchange.Sink, files ...exchange.File) error {
		if to.Record == nil {
			to.Record = func(encounter.Record) error { t.Error("a record"); return nil }
		}
		to.Finding = func(schema.Finding) {}
		return omop.Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(ctx, files, to)
	}
	assert.ErrorIs(t, read(t.Context(), new(exchange.Sink), failing), disk)
	missing := exchange.File{Name: "v", Open: func() (io.ReadCloser, error) { return nil, os.ErrNotExist }}
	assert.ErrorIs(t, read(t.Context(), new(exchange.Sink), missing), os.ErrNotExist)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, read(ctx, new(exchange.Sink), exchangetest.File("p", persons)), context.Canceled)
	full := errors.New("full")
	to := &exchange.Sink{Record: func(encounter.Record) error { return full }}
	assert.ErrorIs(t, read(t.Context(), to, exchangetest.File("v", visitColumns+"1,1,9202,2024-03-01,,,,7,,\n")), full)
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(persons), []byte(providers), []byte(visitColumns+"1,1,9202,2024-03-01,,,,7,,\n2,1,9202,2024-03-01,,,,7,,1\n"))
	f.Add([]byte("cdm_source_name\tcdm_version\nx\t6\n"), []byte("care_site_id;place_of_service_concept_id\n1;8756\n"), []byte(visitColumns+"1,1,9202,,2024-03-01 09:30:00,,,7,1,2\n2,1,9203,,2024-02-30T10:00:00+01:00,,,NA,1.0,1\n"))
	f.Add([]byte("visit_detail_id,visit_occurrence_id,provider_id\n1,1,8\n"), []byte("\uFEFF"+persons), []byte(visitColumns+"1,5,0,2024-03-01,,,,\"7\",,1\n1,1,1,,,,,,,\n"))
	f.Fuzz(func(t *testing.T, a, b, c []byte) {
		sizes := map[string]int{"a": len(a), "b": len(b), "c": len(c)}
		files := []exchange.File{exchangetest.File("a", string(a)), exchangetest.File("b", string(b)), exchangetest.File("c", string(c))}
		run := func() ([]byte, []schema.Finding, *exchange.Sink) {
			var out []byte
			var findings []schema.Finding
			to := &exchange.Sink{
				Record: func(r encounter.Record) (err error) {
					for _, f := range coproduction.Check(r) {
						if f.Severity == schema.Error {
							t.Error(f.Error())
						}
					}
					out, err = coproduction.Append(out, r)
					return err
				},
				Finding: func(f schema.Finding) { findings = append(findings, f) },
			}
			require.NoError(t, omop.Import{Options: exchange.Options{ID: exchangetest.ID}}.Read(t.Context(), files, to))
			return out, findings, to
		}
		out, findings, to := run()
		assert.True(t, to.Loss.Balanced(), to.Loss.String())
		for _, found := range findings {
			at, size := found.Position, sizes[found.Position.Source]
			if at.Line < 1 || at.Column < 1 || at.Offset < 0 || !zipped(a, b, c) && at.Offset+int64(at.Length) > int64(size) {
				t.Errorf("%s at %+v of %d bytes", string(found.Rule), at, size)
			}
		}
		again, said, _ := run()
		assert.Equal(t, out, again)
		assert.Equal(t, findings, said)
	})
}

func zipped(files ...[]byte) bool {
	return slices.ContainsFunc(files, func(f []byte) bool { return bytes.HasPrefix(f, []byte{0x1f, 0x8b}) })
}

// Synthetic tables.
func ExampleImport_Read() {
	visits := visitColumns +
		"1,1,9202,2024-03-01,,,,7,,\n" +
		"2,1,9202,2024-03-01,,,,8,,1\n"
	files := []exchange.File{exchangetest.File("PERSON.csv", persons), exchangetest.File("PROVIDER.csv", providers), exchangetest.File("VISIT_OCCURRENCE.csv", visits)}
	key := []byte("a key that stays with the data holder")
	i := omop.Import{Options: exchange.Options{ID: func(local string) encounter.ID { return encounter.Pseudonym(key, local) }}}
	to := &exchange.Sink{
		Record: func(r encounter.Record) error {
			if e, ok := r.(*encounter.Encounter); ok {
				fmt.Println(e.Start.Format(time.DateOnly), e.Mode, e.Setting, len(e.Links))
			}
			return nil
		},
		Finding: func(f schema.Finding) {
			fmt.Printf("%s:%d:%d: %s\n", f.Position.Source, f.Position.Line, f.Position.Column, f.Detail)
		},
	}
	if err := i.Read(context.Background(), files, to); err != nil {
		fmt.Println(err)
	}
	fmt.Print(to.Loss.Of("provider"))
	// Output:
	// VISIT_OCCURRENCE.csv:2:10: of the start only the day is known, and so nothing of the order within a day (2 in this file)
	// 2024-03-01 in-person outpatient-clinic 0
	// 2024-03-01 in-person outpatient-clinic 1
	// {3 2 map[] map[in no visit:1]}
}

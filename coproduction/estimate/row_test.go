package estimate

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRowJSON(t *testing.T) {
	of := Subject{"patient", "p1"}
	tests := []struct {
		name string
		row  Row
		want string
	}{
		{"point", Row{Of: of, Measure: "visits", Estimate: Count(3)},
			`{"of":{"kind":"patient","id":"p1"},"measure":"visits","params":{},"value":3,"undefined":null,"n":3,"num":null,"den":null,"lo":null,"hi":null,"level":null,"method":null,"warnings":[]}`},
		{"undefined", Row{Of: of, Measure: "coc", Estimate: Undefined(TooFewVisits, 1).Warn(FewVisits)},
			`{"of":{"kind":"patient","id":"p1"},"measure":"coc","params":{},"value":null,"undefined":"fewer than two visits","n":1,"num":null,"den":null,"lo":null,"hi":null,"level":null,"method":null,"warnings":["fewer than three visits: the index can take only a few values"]}`},
		{"interval", Row{Of: of, Measure: "share", Params: map[string]any{"role": "patient", "by": "time", "q": 2, "half": .5, "all": true},
			Estimate: Proportion(1, 4, .5).Exclude(2, NoTimes).Within(.125, .5, .5, Wilson)},
			`{"of":{"kind":"patient","id":"p1"},"measure":"share","params":{"all":true,"by":"time","half":0.5,"q":2,"role":"patient"},"value":0.25,"undefined":null,"n":4,"num":1,"den":4,"lo":0.125,"hi":0.5,"level":0.5,"method":"wilson","warnings":["fewer than 10 units: one more or one less would change the number much","2 left out: a turn has no start or end time"]}`},
		{"set to NaN by hand", Row{Of: of, Measure: "x", Estimate: Estimate{Value: math.NaN(), Num: new(math.Inf(1)), Lo: math.Inf(-1), Method: Wilson}},
			`{"of":{"kind":"patient","id":"p1"},"measure":"x","params":{},"value":null,"undefined":"the result is not a finite number","n":0,"num":null,"den":null,"lo":null,"hi":null,"level":null,"method":null,"warnings":[]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := json.Marshal(tt.row)
			require.NoError(t, err)
			assert.Equal(t, tt.want, string(got))
		})
	}
	for _, bad := range []any{math.NaN(), math.Inf(1), []string{"a"}, nil, map[string]any{}, json.Number("1e999")} {
		_, err := Row{Params: map[string]any{"p": bad}}.MarshalJSON()
		assert.ErrorIs(t, err, ErrParams)
	}
}

func TestRowRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	any64 := func() float64 {
		for {
			if f := math.Float64frombits(random.Uint64()); finite(f) && f != 0 {
				return f
			}
		}
	}
	for range 2000 {
		row := Row{Of: Subject{"encounter", "é\u2028<&>\""}, Measure: "m", Params: map[string]any{}}
		for _, p := range []any{"s", true, int64(math.MaxInt64), any64(), int64(-5)} {
			if random.IntN(2) == 0 {
				row.Params[string(rune('a'+random.IntN(26)))] = p
			}
		}
		row.Estimate = Point(any64(), random.Int64())
		if random.IntN(3) == 0 {
			row.Estimate = Undefined(Reasons()[random.IntN(len(Reasons()))], 1)
		}
		if random.IntN(2) == 0 {
			row.Num, row.Den = new(any64()), new(any64())
		}
		if lo, hi := any64(), any64(); random.IntN(2) == 0 {
			row.Estimate = row.Within(min(lo, hi), max(lo, hi), random.Float64(), ClopperPearson)
		}
		if random.IntN(2) == 0 {
			row.Estimate = row.Warn("one", "two")
		}
		text, err := json.Marshal(row)
		require.NoError(t, err)
		var back Row
		require.NoError(t, json.Unmarshal(text, &back))
		for name, p := range row.Params {
			if f, ok := p.(float64); ok && f == math.Trunc(f) {
				delete(row.Params, name) // whole floats come back as int64 or as float64, by size
				delete(back.Params, name)
			}
		}
		require.Equal(t, row, back)
	}
}

func TestRowRefuses(t *testing.T) {
	good := `{"of":{"kind":"k","id":"i"},"measure":"m","params":{},"value":1,"undefined":null,"n":1,"num":null,"den":null,"lo":0,"hi":2,"level":0.9,"method":"wilson","warnings":[]}`
	require.NoError(t, json.Unmarshal([]byte(good), new(Row)))
	for name, swap := range map[string][2]string{
		"neither value nor reason": {`"value":1`, `"value":null`},
		"value and reason":         {`"undefined":null`, `"undefined":"no"`},
		"empty reason":             {`"value":1,"undefined":null`, `"value":null,"undefined":""`},
		"half an interval":         {`"lo":0`, `"lo":null`},
		"upside down":              {`"lo":0`, `"lo":2.5`},
		"level 0":                  {`"level":0.9`, `"level":0`},
		"level 1":                  {`"level":0.9`, `"level":1`},
		"empty method":             {`"wilson"`, `""`},
		"interval of nothing":      {`"value":1,"undefined":null`, `"value":null,"undefined":"no"`},
		"n is text":                {`"n":1`, `"n":"SECRET"`},
		"param is a list":          {`"params":{}`, `"params":{"a":["SECRET"]}`},
		"param is null":            {`"params":{}`, `"params":{"a":null}`},
		"param is too large":       {`"params":{}`, `"params":{"a":1e999}`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, good, swap[0])
			row := Row{Measure: "kept"}
			err := row.UnmarshalJSON([]byte(strings.Replace(good, swap[0], swap[1], 1)))
			assert.ErrorIs(t, err, ErrRow)
			assert.NotContains(t, err.Error(), "SECRET")
			assert.Equal(t, Row{Measure: "kept"}, row, "left as it was")
		})
	}
}

func FuzzRow(f *testing.F) {
	for _, e := range []Estimate{Count(2), Proportion(1, 20, .95), Undefined(NoUnits, 0)} {
		text, err := json.Marshal(Row{Of: Subject{"encounter", "e"}, Measure: "m", Params: map[string]any{"q": 1.5}, Estimate: e})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var row Row
		if json.Unmarshal(text, &row) != nil || !utf8.Valid(text) {
			return
		}
		once, err := json.Marshal(row)
		require.NoError(t, err)
		var back Row
		require.NoError(t, json.Unmarshal(once, &back))
		twice, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))
	})
}

func TestTable(t *testing.T) {
	rows := []Row{
		{Of: Subject{"patient", "b"}, Measure: "coc", Estimate: Point(.5, 2)},
		{Of: Subject{"patient", "a"}, Measure: "hill", Params: map[string]any{"q": 2}, Estimate: Count(1)},
		{Of: Subject{"patient", "a"}, Measure: "hill", Params: map[string]any{"q": 1}, Estimate: Count(1)},
		{Of: Subject{"encounter", "z"}, Measure: "coc", Estimate: Count(1)},
		{Of: Subject{"patient", "a"}, Measure: "coc", Estimate: Count(1)},
	}
	var out strings.Builder
	require.NoError(t, Write(&out, slices.Values(rows)))
	var back Table
	require.NoError(t, json.Unmarshal([]byte(out.String()), &back))
	compact, err := json.Marshal(Table{rows})
	require.NoError(t, err)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(compact), string(again))
	assert.Equal(t, string(compact)+"\n", strings.NewReplacer("[\n", "[", ",\n", ",", "\n]", "]").Replace(out.String()))

	Table{rows}.Sort()
	var order []string
	for _, r := range rows {
		order = append(order, r.Of.ID+" "+r.Measure+paramsKey(r.Params))
	}
	assert.Equal(t, []string{"z coc{}", "a coc{}", `a hill{"q":1}`, `a hill{"q":2}`, "b coc{}"}, order)

	out.Reset()
	require.NoError(t, Write(&out, slices.Values([]Row(nil))))
	assert.Equal(t, "{\"estimates\":[\n]}\n", out.String())
	empty, err := json.Marshal(Table{})
	require.NoError(t, err)
	assert.Equal(t, `{"estimates":[]}`, string(empty))
	assert.ErrorIs(t, Write(&out, slices.Values([]Row{{Params: map[string]any{"p": nil}}})), ErrParams)
	assert.ErrorIs(t, Write(full{}, slices.Values(rows)), errFull)
}

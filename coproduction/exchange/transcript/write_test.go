package transcript

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

func TestWriteTextGrid(t *testing.T) {
	// from: the layout that Praat's manual prints under "TextGrid file formats".
	const want = `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0 
xmax = 2.3 
tiers? <exists> 
size = 2 
item []: 
    item [1]:
        class = "IntervalTier" 
        name = "nurse" 
        xmin = 0 
        xmax = 2.3 
        intervals: size = 1 
        intervals [1]:
            xmin = 0 
            xmax = 2.3 
            text = "she said ""yes""" 
    item [2]:
        class = "TextTier" 
        name = "cue" 
        xmin = 0 
        xmax = 2.3 
        points: size = 1 
        points [1]:
            number = 0.00000025 
            mark = "" 
`
	var b strings.Builder
	require.NoError(t, WriteTextGrid(&b, &Transcript{End: 2.3, Tiers: []Tier{
		{Name: "nurse", End: 2.3, Intervals: []Interval{{0, 2.3, `she said "yes"`}}},
		{Name: "cue", End: 2.3, Points: true, Intervals: []Interval{{2.5e-7, 2.5e-7, ""}}},
	}}))
	assert.Equal(t, want, b.String())
}

func TestWriteTextGridRefuses(t *testing.T) {
	nan, inf := Seconds(math.NaN()), Seconds(math.Inf(1))
	beyond := Seconds(math.Nextafter(float64(MaxSeconds), math.Inf(1)))
	tier := func(tier Tier) *Transcript { return &Transcript{Tiers: []Tier{tier}} }
	interval := func(i Interval) *Transcript { return tier(Tier{Intervals: []Interval{i}}) }
	for name, c := range map[string]struct {
		t    *Transcript
		want error
	}{
		"a file that ends before it starts":      {&Transcript{Start: 1}, ErrTime},
		"a file without an end":                  {&Transcript{End: inf}, ErrTime},
		"a tier that starts at no number":        {tier(Tier{Start: nan}), ErrTime},
		"an interval that ends before it starts": {interval(Interval{Start: 2, End: 1}), ErrTime},
		"an interval that ends at no number":     {interval(Interval{End: nan}), ErrTime},
		"an interval one step beyond":            {interval(Interval{End: beyond}), ErrTime},
		"an interval one step before":            {interval(Interval{Start: -beyond}), ErrTime},
		"a name that is not UTF-8":               {tier(Tier{Name: "\xff"}), ErrText},
		"a text that is not UTF-8":               {interval(Interval{Text: "\xff"}), ErrText},
		"a text with NUL":                        {interval(Interval{Text: "a\x00"}), ErrText},
		"a point with a length":                  {tier(Tier{Points: true, Intervals: []Interval{{1, 2, ""}}}), ErrPoint},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			assert.ErrorIs(t, WriteTextGrid(&b, c.t), c.want)
			assert.Empty(t, b.String(), "nothing is written")
		})
	}
	assert.NoError(t, WriteTextGrid(new(strings.Builder), interval(Interval{Start: -MaxSeconds, End: MaxSeconds})))
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTextGridFails(t *testing.T) {
	assert.ErrorIs(t, WriteTextGrid(fullDisk{}, new(Transcript)), errFull)
}

// random returns a transcript of odd times and texts: quotes, comments, brackets,
// line ends, numbers and flags inside texts, letters beyond ASCII.
func random(rng *rand.Rand) *Transcript {
	pieces := []string{`"`, `""`, "!", "[1]:", "<exists>", "\n", "\r", "\r\n", " ", "7", "-0.5", "ord", "é", "𝄞", "\u2028", "\t", "ooTextFile", "\ufeff"}
	text := func() string {
		var b strings.Builder
		for range rng.IntN(8) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		return b.String()
	}
	time := func() Seconds {
		switch rng.IntN(4) {
		case 0:
			return Seconds(rng.IntN(100))
		case 1:
			return Seconds(rng.Float64() * 1e-9)
		case 2:
			return Seconds((rng.Float64() - 0.5) * 2e9)
		}
		return Seconds(rng.Float64() * 1000)
	}
	span := func() (Seconds, Seconds) {
		a, b := time(), time()
		return min(a, b), max(a, b)
	}
	t := new(Transcript)
	t.Start, t.End = span()
	for range rng.IntN(4) {
		tier := Tier{Name: text(), Points: rng.IntN(2) == 0}
		tier.Start, tier.End = span()
		for range rng.IntN(5) {
			i := Interval{Text: text()}
			i.Start, i.End = span()
			if tier.Points {
				i.End = i.Start
			}
			tier.Intervals = append(tier.Intervals, i)
		}
		t.Tiers = append(t.Tiers, tier)
	}
	return t
}

// short is the short form, written apart from the library's writer.
func short(t *Transcript, newline string) string {
	var b strings.Builder
	put := func(parts ...string) { b.WriteString(strings.Join(parts, newline) + newline) }
	num := func(s Seconds) string { return strconv.FormatFloat(float64(s), 'g', -1, 64) }
	str := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	put(`File type = "ooTextFile"`, `Object class = "TextGrid"`, "", num(t.Start), num(t.End), "<exists>", strconv.Itoa(len(t.Tiers)))
	for _, tier := range t.Tiers {
		class := "IntervalTier"
		if tier.Points {
			class = "TextTier"
		}
		put(str(class), str(tier.Name), num(tier.Start), num(tier.End), strconv.Itoa(len(tier.Intervals)))
		for _, i := range tier.Intervals {
			if put(num(i.Start)); !tier.Points {
				put(num(i.End))
			}
			put(str(i.Text))
		}
	}
	return b.String()
}

func TestRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		want := random(rng)
		var long strings.Builder
		require.NoError(t, WriteTextGrid(&long, want))
		elan := strings.NewReplacer("item [", "item[", "]:\n", "]\n").Replace(long.String())
		if strings.Contains(short(want, " "), "[1]:") || strings.Contains(short(want, " "), "item [") {
			elan = long.String() // a text holds what the replacement would change
		}
		for form, file := range map[string]string{
			"long": long.String(), "ELAN": elan, "short": short(want, "\n"),
			"short, CRLF": short(want, "\r\n"), "short, CR": short(want, "\r"), "all on one line": short(want, " "),
			"UTF-16BE": string(wide(long.String(), 0, true)), "UTF-16LE": string(wide(short(want, "\n"), 1, true)),
			"UTF-16LE without mark": string(wide(long.String(), 1, false)), "UTF-8 with mark": "\ufeff" + long.String(),
		} {
			got, findings, err := ReadTextGrid(strings.NewReader(file), "s")
			require.NoError(t, err)
			require.NotNil(t, got, "%s: %v", form, findings)
			require.Equal(t, want, got, form)
			require.Zero(t, count(findings)[ruleCount], form)
		}
	}
}

// Whatever was cut off, a shortened file is never taken for a whole one.
func TestEveryCutIsNoticed(t *testing.T) {
	var b strings.Builder
	require.NoError(t, WriteTextGrid(&b, &Transcript{End: 12.5, Tiers: []Tier{
		{Name: "doctor", End: 12.5, Intervals: []Interval{{0, 2.25, ""}, {2.25, 12.5, `"so" it is`}}},
		{Name: "cue", End: 12.5, Points: true, Intervals: []Interval{{3.5, 3.5, "!"}}},
	}}))
	whole := strings.TrimRight(b.String(), " \n")
	for n := range len(whole) {
		read, findings, err := ReadTextGrid(strings.NewReader(whole[:n]), "s")
		require.NoError(t, err)
		require.Nil(t, read, "cut after %d bytes", n)
		require.Equal(t, schema.Error, findings[len(findings)-1].Severity)
	}
	read, findings, err := ReadTextGrid(strings.NewReader(whole), "s")
	require.NoError(t, err)
	assert.Empty(t, findings)
	assert.NotNil(t, read)
}

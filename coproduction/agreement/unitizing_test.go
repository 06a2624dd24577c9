package agreement

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// A wantedRows is what an oracle file expects of a case.
type wantedRows struct {
	ID, Kind  string
	Published []struct {
		Measure string
		Params  map[string]any
		Value   float64
		Digits  int
		Tol     float64
		Where   string
	}
	Expect []struct {
		Measure string
		Params  map[string]any
		Value   *float64
	}
}

// compare holds rows against what is wanted, every one of them, and returns how many values it compared.
func (w wantedRows) compare(t *testing.T, rows []estimate.Row) (compared, undefined, published int) {
	got := map[string]estimate.Estimate{}
	key := func(measure string, params map[string]any) string {
		if params == nil {
			params = map[string]any{}
		}
		text, err := json.Marshal(params)
		require.NoError(t, err)
		return measure + string(text)
	}
	for _, row := range rows {
		k := key(row.Measure, row.Params)
		require.NotContains(t, got, k, "twice")
		got[k] = row.Estimate
	}
	for _, want := range w.Expect {
		k := key(want.Measure, want.Params)
		require.Contains(t, got, k, w.ID)
		e := got[k]
		if want.Value == nil {
			undefined++
			assert.NotEmpty(t, e.Undefined, "%s %s", w.ID, k)
			continue
		}
		compared++
		assert.Empty(t, e.Undefined, "%s %s", w.ID, k)
		assert.LessOrEqual(t, math.Abs(e.Value-*want.Value), 1e-9*max(1, math.Abs(*want.Value)), "%s %s: got %v, want %v", w.ID, k, e.Value, *want.Value)
	}
	for _, want := range w.Published {
		published++
		e := got[key(want.Measure, want.Params)]
		assert.InDelta(t, want.Value, e.Value, max(want.Tol, .5*math.Pow10(-want.Digits)), "%s %s (%s)", w.ID, want.Measure, want.Where)
	}
	assert.Len(t, got, len(w.Expect), "%s: every row that is produced is compared", w.ID)
	return compared, undefined, published
}

func TestUnitizingOracle(t *testing.T) {
	text, err := os.ReadFile("testdata/unitizing.json")
	require.NoError(t, err)
	var oracle struct {
		Cases []struct {
			wantedRows
			Begin, Length int64
			Coders        int
			Units         []Segment
		}
	}
	require.NoError(t, json.Unmarshal(text, &oracle))
	var compared, undefined, published int
	for _, c := range oracle.Cases {
		u, err := Unitize(c.Begin, c.Length, c.Coders, c.Units)
		require.NoError(t, err, c.ID)
		a, b, p := c.compare(t, u.Rows(estimate.Subject{Kind: "case", ID: c.ID}))
		compared, undefined, published = compared+a, undefined+b, published+p
	}
	t.Logf("unitizing: %d values, %d undefined, %d published figures; all measures computed", compared, undefined, published)
	assert.Equal(t, []int{51, 0, 5}, []int{compared, undefined, published})
}

// textbookAlphaU returns alpha as the definition has it: every section of every coder, a
// gap as well as a segment, against every section of every other coder.
func textbookAlphaU(begin, length int64, coders int, segments []Segment) *big.Rat {
	type section struct {
		start, length int64
		marked        bool
	}
	var categories []string
	for _, s := range segments {
		if !slices.Contains(categories, s.Category) {
			categories = append(categories, s.Category)
		}
	}
	m, l := int64(coders), length
	observed, expected := new(big.Rat), new(big.Rat)
	for _, category := range categories {
		sections := make([][]section, coders)
		for i := range sections {
			at := begin
			for at < begin+length {
				next := section{at, begin + length - at, false}
				for _, s := range segments {
					switch {
					case s.Coder != i || s.Category != category || s.Start < at:
					case s.Start == at:
						next = section{at, s.Length, true}
					case !next.marked && s.Start-at < next.length:
						next.length = s.Start - at
					}
				}
				sections[i] = append(sections[i], next)
				at += next.length
			}
		}
		var above int64
		for i := range sections {
			for j := range sections {
				if i == j {
					continue
				}
				for _, g := range sections[i] {
					for _, h := range sections[j] {
						d := g.start - h.start
						switch {
						case g.marked && h.marked && -g.length < d && d < h.length:
							e := d + g.length - h.length
							above += d*d + e*e
						case g.marked && !h.marked && h.length-g.length >= d && d >= 0:
							above += g.length * g.length
						case !g.marked && h.marked && g.length-h.length >= -d && -d >= 0:
							above += h.length * h.length
						}
					}
				}
			}
		}
		observed.Add(observed, big.NewRat(above, m*(m-1)*l*l))
		var units, within int64
		for i := range sections {
			for _, g := range sections[i] {
				if g.marked {
					units++
					within += g.length * (g.length - 1)
				}
			}
		}
		sum := new(big.Rat)
		for i := range sections {
			for _, g := range sections[i] {
				if !g.marked {
					continue
				}
				k := g.length
				sum.Add(sum, big.NewRat((units-1)*(2*k*k*k-3*k*k+k), 3))
				for j := range sections {
					for _, h := range sections[j] {
						if !h.marked && h.length >= k {
							sum.Add(sum, big.NewRat(k*k*(h.length-k+1), 1))
						}
					}
				}
			}
		}
		sum.Mul(sum, big.NewRat(2, l))
		expected.Add(expected, sum.Quo(sum, big.NewRat(m*l*(m*l-1)-within, 1)))
	}
	if expected.Sign() == 0 {
		return nil
	}
	alpha := observed.Quo(observed, expected)
	return alpha.Sub(big.NewRat(1, 1), alpha)
}

// drawnSegments returns random segments that Unitize takes; many of them touch.
func drawnSegments(random *rand.Rand, begin, length int64, coders, categories int) []Segment {
	var segments []Segment
	for i := range coders {
		for c := range categories {
			at := begin
			for {
				if random.IntN(3) > 0 {
					at += random.Int64N(6)
				}
				l := 1 + random.Int64N(1+length/4)
				if at+l > begin+length {
					break
				}
				segments = append(segments, Segment{Coder: i, Start: at, Length: l, Category: strconv.Itoa(c)})
				at += l
			}
		}
	}
	random.Shuffle(len(segments), func(i, j int) { segments[i], segments[j] = segments[j], segments[i] })
	return segments
}

func TestUnitizingIsTheTextbook(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	defined := 0
	for range 400 {
		begin, length, coders := random.Int64N(40)-20, 1+random.Int64N(60), 2+random.IntN(3)
		segments := drawnSegments(random, begin, length, coders, 1+random.IntN(3))
		u, err := Unitize(begin, length, coders, segments)
		require.NoError(t, err)
		want := textbookAlphaU(begin, length, coders, segments)
		got := u.Alpha()
		if want == nil {
			assert.False(t, got.Defined())
			continue
		}
		defined++
		v, _ := want.Float64()
		assert.Equal(t, v, got.Value)
		assert.Equal(t, int64(len(segments)), got.N)
	}
	assert.Greater(t, defined, 300)
}

func TestUnitizingLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 6))
	values := func(begin, length int64, coders int, segments []Segment) []estimate.Row {
		u, err := Unitize(begin, length, coders, segments)
		require.NoError(t, err)
		return u.Rows(estimate.Subject{})
	}
	for range 50 {
		const coders = 3
		segments := drawnSegments(random, 0, 50, coders, 2)
		want := values(0, 50, coders, segments)

		other := slices.Clone(segments)
		random.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		assert.Equal(t, want, values(0, 50, coders, other), "the order of segments")
		for i := range other {
			other[i].Coder = (other[i].Coder + 1) % coders
		}
		assert.Equal(t, want, values(0, 50, coders, other), "the order of coders")
		for i := range other {
			other[i].Start += math.MaxInt64 - 50
		}
		assert.Equal(t, want, values(math.MaxInt64-50, 50, coders, other), "where the continuum begins")
		for i := range other {
			other[i].Start = math.MaxInt64 - other[i].Start - other[i].Length
		}
		assert.Equal(t, want, values(0, 50, coders, other), "which way it is read")
		for i := range other {
			other[i].Category = map[string]string{"0": "b", "1": "a"}[other[i].Category]
		}
		assert.Equal(t, want[0], values(0, 50, coders, other)[0], "what the categories are called")

		var same []Segment
		for _, s := range segments {
			if s.Coder == 0 {
				for i := range coders {
					s.Coder = i
					same = append(same, s)
				}
			}
		}
		if e := values(0, 50, coders, same)[0].Estimate; e.Defined() {
			assert.Equal(t, 1., e.Value, "a coder with themself")
		}
	}
}

func TestUnitizingDegenerate(t *testing.T) {
	full := func(coder int) Segment { return Segment{Coder: coder, Length: 10, Category: "a"} }
	ones := func(coders int) (all []Segment) {
		for i := range coders {
			for at := range int64(4) {
				all = append(all, Segment{i, at, 1, "a"})
			}
		}
		return all
	}
	tests := []struct {
		name     string
		length   int64
		coders   int
		segments []Segment
		want     float64
		why      estimate.Reason
	}{
		{name: "nothing at all", why: NotSeveral},
		{name: "one coder", length: 10, coders: 1, segments: []Segment{full(0)}, why: NotSeveral},
		{name: "nobody marked anything", length: 10, coders: 3, why: NoSegments},
		{name: "everything, by everybody", length: 10, coders: 2, segments: []Segment{full(0), full(1)}, want: 1},
		{name: "every position for itself, by everybody", length: 4, coders: 2, segments: ones(2), why: OnlyOnePlacing},
		{name: "a continuum of one position", length: 1, coders: 2, segments: []Segment{{0, 0, 1, "a"}, {1, 0, 1, "a"}}, why: OnlyOnePlacing},
		// by hand: Dₒ = 2·10²/(2·10²) = 1; Dₑ = (2/10)·10²·1 / (20·19 − 10·9) = 20/290
		{name: "everything by one, nothing by the other", length: 10, coders: 2, segments: []Segment{full(0)}, want: 1 - 290./20},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u, err := Unitize(0, test.length, test.coders, test.segments)
			require.NoError(t, err)
			for _, e := range []estimate.Estimate{u.Alpha(), u.AlphaOf("a")} {
				assert.Equal(t, test.why, e.Undefined)
				assert.InDelta(t, test.want, e.Value, 1e-14)
				assert.Equal(t, int64(len(test.segments)), e.N)
			}
			if test.why != OnlyOnePlacing {
				assert.Equal(t, test.why, u.Observed("a").Undefined)
				assert.Equal(t, test.why, u.Expected("a").Undefined)
			}
			assert.False(t, u.AlphaOf("never used").Defined())
			assert.Equal(t, test.coders, u.Coders())
			assert.Equal(t, test.length, u.Length())
			if len(test.segments) > 0 {
				assert.Equal(t, []string{"a"}, u.Categories())
			}
		})
	}
}

func TestUnitizeRefuses(t *testing.T) {
	at := func(s ...Segment) []Segment { return s }
	tests := []struct {
		name          string
		begin, length int64
		coders        int
		segments      []Segment
		want          error
	}{
		{"negative length", 0, -1, 1, nil, ErrContinuum},
		{"too long", 0, longestContinuum + 1, 1, nil, ErrContinuum},
		{"end beyond all numbers", math.MaxInt64, 1, 1, nil, ErrContinuum},
		{"fewer than no coders", 0, 1, -1, nil, ErrContinuum},
		{"too many coders", 0, 1, mostUnitizers + 1, nil, ErrContinuum},
		{"no such coder", 0, 9, 1, at(Segment{1, 0, 1, "a"}), ErrSegment},
		{"negative coder", 0, 9, 1, at(Segment{-1, 0, 1, "a"}), ErrSegment},
		{"empty", 0, 9, 1, at(Segment{0, 0, 0, "a"}), ErrSegment},
		{"before the begin", 5, 9, 1, at(Segment{0, 4, 1, "a"}), ErrSegment},
		{"behind the end", 5, 9, 1, at(Segment{0, 14, 1, "a"}), ErrSegment},
		{"over the end", 5, 9, 1, at(Segment{0, 13, 2, "a"}), ErrSegment},
		{"length beyond all numbers", 5, 9, 1, at(Segment{0, 13, math.MaxInt64, "a"}), ErrSegment},
		{"further behind the end than numbers go", math.MinInt64, 9, 1, at(Segment{0, math.MaxInt64, 1, "a"}), ErrSegment},
		{"overlap", 0, 9, 1, at(Segment{0, 3, 2, "a"}, Segment{0, 1, 3, "a"}), ErrOverlap},
		{"to the end", 5, 9, 1, at(Segment{0, 13, 1, "a"}), nil},
		{"touching", 0, 9, 1, at(Segment{0, 3, 2, "a"}, Segment{0, 1, 2, "a"}), nil},
		{"two categories", 0, 9, 1, at(Segment{0, 3, 2, "a"}, Segment{0, 1, 3, "b"}), nil},
		{"longest", math.MaxInt64 - longestContinuum, longestContinuum, mostUnitizers, at(Segment{0, math.MaxInt64 - longestContinuum, longestContinuum, "a"}), nil},
	}
	for _, test := range tests {
		u, err := Unitize(test.begin, test.length, test.coders, test.segments)
		assert.ErrorIs(t, err, test.want, test.name)
		assert.Equal(t, test.want == nil, u != nil, test.name)
	}
}

// At the limits nothing overflows.
func TestUnitizingIsExactWhenLarge(t *testing.T) {
	const l = longestContinuum
	u, err := Unitize(0, l, 2, []Segment{{0, 0, l, "a"}, {1, 0, l / 2, "a"}, {1, l / 2, l / 2, "a"}})
	require.NoError(t, err)
	// by hand, N = 3: Dₒ = 2·2·(l/2)²/(2 l²) = ½
	assert.Equal(t, .5, u.Observed("a").Value)
	// by hand: Σ(2x³ − 3x² + x) = 2l³ − 3l² + l + 2(l³/4 − 3l²/4 + l/2), no gaps
	want := 2. / l * 2 / 3 * (2.5*l*l*l - 4.5*l*l + 2*l) / (2.*l*(2.*l-1) - l*(l-1.) - l*(l/2.-1))
	assert.InEpsilon(t, want, u.Expected("a").Value, 1e-14)
}

func BenchmarkUnitizing(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	var segments []Segment
	for i := range 2 {
		for at := int64(0); at+20 < 20_000; at += 20 + random.Int64N(40) {
			segments = append(segments, Segment{i, at, 5 + random.Int64N(15), "a"})
		}
	}
	b.Run("sweep", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			u, _ := Unitize(0, 20_000, 2, segments)
			u.Alpha()
		}
	})
	b.Run("textbook", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			textbookAlphaU(0, 20_000, 2, segments)
		}
	})
}

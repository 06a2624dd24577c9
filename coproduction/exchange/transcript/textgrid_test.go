package transcript

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// head is how a short form begins: all that comes before the number of tiers.
const head = "\"ooTextFile\"\n\"TextGrid\"\n0 10 <exists>\n"

// one is a short form with one interval tier from 0 to 10 s; its intervals follow.
const one = head + "1 \"IntervalTier\" \"nurse\" 0 10 "

// marked holds, for every rule, files with ⟦rule⟧ before the byte where the finding
// must be: that finding, there, and no other. Text that findings must not repeat is
// spelled SECRET. All content is synthetic.
var marked = []string{
	// refused: not a TextGrid
	"⟦textgrid-not-a-textgrid⟧",
	" \n⟦textgrid-not-a-textgrid⟧",
	"⟦textgrid-not-a-textgrid⟧457.92 SECRET",
	`⟦textgrid-not-a-textgrid⟧{"kind": "SECRET"}`,
	"File type = ⟦textgrid-not-a-textgrid⟧\"SECRET\"",
	"\"ooTextFile\" ⟦textgrid-not-a-textgrid⟧\"PitchTier\" 0 10",
	"\"ooTextFile\" ⟦textgrid-not-a-textgrid⟧\"TextGridSECRET\" 0 10",
	"\"ooTextFile\" ⟦textgrid-not-a-textgrid⟧\"TextGrid x\" 0 10",
	"\"ooTextFile\" ⟦textgrid-not-a-textgrid⟧\"TextGrid2\" 0 10",
	"\"ooTextFile\" ⟦textgrid-not-a-textgrid⟧",
	"⟦textgrid-not-a-textgrid⟧\"ooTextFiles\" \"TextGrid\" 0 10 <absent>",
	"⟦textgrid-not-a-textgrid⟧ooBinaryFile\x08TextGrid\x00\x00",
	"⟦textgrid-not-a-textgrid⟧\"Praat chronological TextGrid text file\"\n0 10",
	// header variants
	"⟦textgrid-header-missing⟧\"TextGrid\" 0 10 <absent>",
	"Object class = ⟦textgrid-header-missing⟧\"TextGrid\" 0 10 <absent>",
	"⟦textgrid-header-variant⟧\"ooTextFile short\" \"TextGrid\" 0 10 <absent>",
	"\"ooTextFile\" ⟦textgrid-header-variant⟧\"TextGrid 2\" 0 10 <absent>",
	"\"ooTextFile\" \"TextGrid\" 0 10 ⟦textgrid-flag-missing⟧0",
	// refused: not text
	one + "1 0 10 \"SECRET caf⟦textgrid-encoding⟧\xe9\"",
	one + "1 0 10 \"SECRET ⟦textgrid-encoding⟧\x00\"",
	"\xef\xbb\xbf" + one + "1 0 10 \"⟦textgrid-encoding⟧\xff\"",
	// refused: cut off
	"\"ooTextFile\" \"TextGrid\" 0⟦textgrid-truncated⟧",
	"\"ooTextFile\" \"TextGrid\" 0 10⟦textgrid-truncated⟧",
	head + "⟦textgrid-truncated⟧",
	head + "1⟦textgrid-truncated⟧",
	head + "1000000000⟦textgrid-truncated⟧",
	head + "1e999⟦textgrid-truncated⟧",
	head + "1 \"IntervalTier\"⟦textgrid-truncated⟧",
	one + "⟦textgrid-truncated⟧",
	one + "1⟦textgrid-truncated⟧",
	one + "2 0 10 \"SECRET\"\n⟦textgrid-truncated⟧",
	one + "2147483648 0 10 \"SECRET\"⟦textgrid-truncated⟧",
	one + "1 0⟦textgrid-truncated⟧",
	one + "1 0 10⟦textgrid-truncated⟧",
	one + "1 0 10 ⟦textgrid-truncated⟧\"SECRET",
	one + "1 0 10 ⟦textgrid-truncated⟧\"SECRET\"\"",
	head + "2 \"IntervalTier\" \"a\" 0 10 1 0 10 \"SECRET\"⟦textgrid-truncated⟧",
	// refused: out of step
	"\"ooTextFile\" \"TextGrid\" 0 ⟦textgrid-structure⟧\"SECRET\"",
	"\"ooTextFile\" \"TextGrid\" 0 10 ⟦textgrid-structure⟧\"SECRET\"",
	"\"ooTextFile\" \"TextGrid\" 0 10 ⟦textgrid-structure⟧<maybe>",
	"\"ooTextFile\" \"TextGrid\" 0 10 ⟦textgrid-structure⟧<exists",
	"\"ooTextFile\" \"TextGrid\" 0 10 <absent> ⟦textgrid-structure⟧0",
	head + "1 \"IntervalTier\" ⟦textgrid-structure⟧7 0 10 0",
	one + "1 0 ⟦textgrid-structure⟧\"SECRET\"",
	one + "1 0 10 ⟦textgrid-structure⟧5",
	one + "1 0 10 \"SECRET\" ⟦textgrid-structure⟧<exists>",
	one + "1 0 10 \"SECRET\" 10 ⟦textgrid-structure⟧\"SECRET\"",
	head + "1 ⟦textgrid-tier-class⟧\"SECRETTier\" \"a\" 0 10 0",
	one + "1 0 10 \"SECRET\" ⟦textgrid-tier-class⟧\"SECRET\"",
	// refused: quotes
	one + "1 0 10 \"he said ⟦textgrid-quote⟧\"SECRET\" to me\"",
	one + "1 0 10 \"he said \" ⟦textgrid-tier-class⟧\" SECRET\"",
	one + "1 0 10 \"he said \" ⟦textgrid-quote⟧SECRET\"",
	one + "1 0 10 ⟦textgrid-quote⟧text=\"\"",
	one + "1 0 10 \"SECRET⟦textgrid-quote⟧\"!no space before a comment",
	// refused: numbers
	one + "1 0 ⟦textgrid-number⟧9,5 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧.5 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧50% \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧1/2 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧0x10 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧100ms \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧1_0 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧1-2 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧1e \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧--undefined-- \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧+.5 \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧-s \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧NaN \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧inf \"SECRET\"",
	one + "1 0 ⟦textgrid-number⟧-Infinity \"SECRET\"",
	one + "1 0 ⟦textgrid-time-range⟧1000000001 \"SECRET\"",
	one + "1 ⟦textgrid-time-range⟧-1000000001 10 \"SECRET\"",
	one + "1 0 ⟦textgrid-time-range⟧1e999 \"SECRET\"",
	one + "1 0 ⟦textgrid-number-unit⟧10s \"SECRET\"",
	// refused: times that cannot be
	"\"ooTextFile\" \"TextGrid\" ⟦textgrid-bounds-reversed⟧10 9.999 <absent>",
	head + "1 \"TextTier\" \"a\" ⟦textgrid-bounds-reversed⟧5 4 0",
	one + "2 0 10 \"SECRET\" ⟦textgrid-interval-reversed⟧10 9.999 \"SECRET\"",
	// counts
	head + "⟦textgrid-count⟧2 \"TextTier\" \"a\" 0 10 0 \"TextTier\" \"b\" 0 10 0 \"TextTier\" \"c\" 0 10 0",
	head + "⟦textgrid-count⟧0 \"TextTier\" \"a\" 0 10 0",
	head + "⟦textgrid-count⟧-1",
	head + "2 \"IntervalTier\" \"a\" 0 10 ⟦textgrid-count⟧2 0 10 \"SECRET\" \"TextTier\" \"b\" 0 10 0",
	head + "1 \"IntervalTier\" \"a\" 0 10 ⟦textgrid-count⟧1 0 5 \"SECRET\" 5 10 \"SECRET\"",
	head + "1 \"IntervalTier\" \"a\" 0 10 ⟦textgrid-count⟧0.5 0 10 \"SECRET\"",
	head + "1 \"TextTier\" \"a\" 0 10 ⟦textgrid-count⟧1 1 \"SECRET\" 2 \"SECRET\"",
	// names and bounds of tiers
	head + "2 \"TextTier\" \"SECRET\" 0 10 0 \"TextTier\" ⟦textgrid-tier-name⟧\"SECRET\" 0 10 0",
	head + "1 \"TextTier\" ⟦textgrid-tier-name⟧\" \" 0 10 0",
	head + "1 \"TextTier\" \"a\" ⟦textgrid-tier-outside⟧0 10.00001 0",
	head + "1 \"TextTier\" \"a\" ⟦textgrid-tier-outside⟧-0.00001 10 0",
	// intervals
	one + "3 0 5 \"\" ⟦textgrid-interval-empty⟧5 5 \"SECRET\" 5 10 \"\"",
	one + "1 ⟦textgrid-interval-outside⟧0 10.00001 \"SECRET\"",
	one + "1 ⟦textgrid-interval-outside⟧-0.00001 10 \"SECRET\"",
	head + "1 \"TextTier\" \"a\" 0 10 1 ⟦textgrid-interval-outside⟧10.00001 \"SECRET\"",
	head + "1 \"TextTier\" \"a\" 0 10 1 ⟦textgrid-interval-outside⟧-0.00001 \"SECRET\"",
	one + "2 0 10 \"SECRET\" ⟦textgrid-overlap⟧9.99999 10 \"SECRET\"",
	one + "3 0 10 \"SECRET\" ⟦textgrid-overlap⟧2 3 \"SECRET\" ⟦textgrid-overlap⟧4 10 \"SECRET\"",
	one + "2 0 10 \"SECRET\" ⟦textgrid-overlap⟧0 10 \"SECRET\"",
	one + "3 0 5 \"SECRET\" 5 10 \"SECRET\" ⟦textgrid-order⟧4 5 \"SECRET\"",
	head + "1 \"TextTier\" \"a\" 0 10 2 5 \"SECRET\" ⟦textgrid-order⟧4.999 \"SECRET\"",
	one + "1 ⟦textgrid-gap⟧0.00001 10 \"SECRET\"",
	one + "2 0 5 \"SECRET\" ⟦textgrid-gap⟧5.00001 10 \"SECRET\"",
	one + "1 ⟦textgrid-gap⟧0 9.99999 \"SECRET\"",
	one + "⟦textgrid-gap⟧0",
}

// sound holds files one step inside: no finding at all.
var sound = []string{
	"\"ooTextFile\" \"TextGrid\" 0 10 <absent>",
	"\"ooTextFile\" \"TextGrid\" 0 0 <absent>",
	head + "0",
	one + "1 0 10 \"SECRET\"",
	one + "1 0 1e1!no space before a comment\n\"SECRET\"",
	head + "1 \"TextTier\" \"a\" -0.0000005 10.0000005 0",
	one + "1 0 10.0000005 \"SECRET\"",
	one + "2 0 5 \"\" 5.0000005 10 \"\"",
	one + "2 0 5.0000005 \"\" 5 10 \"\"",
	"\"ooTextFile\" \"TextGrid\" -1000000000 1000000000 <absent>",
	"\"ooTextFile\" \"TextGrid\" +0 10. <absent>",
	head + "1 \"TextTier\" \"a\" 0 10 2 5 \"\" 5 \"\"",
	head + "! \"no\" 7 <text>\r1 ! 2\r\n\"TextTier\" - = + [3]: item[4]: 'é' \"a\" 0 10 0 ! the end",
}

func TestMarked(t *testing.T) {
	const open, shut = "⟦", "⟧"
	met := make(map[schema.RuleID]bool)
	for _, file := range slices.Concat(marked, sound) {
		var clean strings.Builder
		var want []string
		for n, piece := range strings.Split(file, open) {
			if n > 0 {
				rule, rest, _ := strings.Cut(piece, shut)
				met[schema.RuleID(rule)] = true
				want = append(want, fmt.Sprint(rule, " at ", clean.Len()))
				piece = rest
			}
			clean.WriteString(piece)
		}
		t.Run(file, func(t *testing.T) {
			read, findings, err := ReadTextGrid(strings.NewReader(clean.String()), "visit.TextGrid")
			require.NoError(t, err)
			var got []string
			for _, f := range findings {
				got = append(got, fmt.Sprint(string(f.Rule), " at ", f.Position.Offset))
				assert.Equal(t, "visit.TextGrid", f.Position.Source)
				assert.NotContains(t, f.Detail+f.Hint+f.Pointer, "SECRET")
				assert.Equal(t, ruleOf(f.Rule).Severity, f.Severity)
				assert.NotEmpty(t, f.Detail)
			}
			assert.Equal(t, want, got)
			refused := slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
			assert.Equal(t, refused, read == nil, "no transcript when, and only when, a finding is an error")
		})
	}
	for _, rule := range Rules() {
		switch {
		case slices.Contains([]schema.RuleID{ruleSize, ruleCapped, ruleNoMark}, rule.ID): // have tests of their own
		case slices.Contains(consultationRules, rule): // are about several files
		case !strings.HasPrefix(string(rule.ID), "textgrid-"): // are about other formats
		default:
			assert.True(t, met[rule.ID], "%s has no marked file", rule.ID)
		}
	}
}

func TestPositions(t *testing.T) {
	// from: counted by hand. Lines end at LF, CR and CRLF; é takes two bytes of
	// UTF-8 and one column, 𝄞 four bytes and one column.
	file := "\"ooTextFile\"\r\n\"TextGrid\"\r0 10 <exists>\n1 \"IntervalTier\" \"é𝄞\" 0 10 1\n0 10 \"a\nbé\" \"é\""
	want := schema.Position{Source: "s", Line: 6, Column: 5, Length: 4}

	for name, c := range map[string]struct {
		bytes  []byte
		offset int64
		length int
	}{
		"UTF-8":           {[]byte(file), 85, 4},
		"UTF-8 with mark": {[]byte("\ufeff" + file), 88, 4},
		"UTF-16BE":        {wide(file, 0, true), 164, 6},
		"UTF-16LE":        {wide(file, 1, true), 164, 6},
	} {
		t.Run(name, func(t *testing.T) {
			read, findings, err := ReadTextGrid(strings.NewReader(string(c.bytes)), "s")
			require.NoError(t, err)
			assert.Nil(t, read)
			require.Len(t, findings, 1)
			assert.Equal(t, ruleClass, findings[0].Rule)
			assert.Equal(t, "/tiers/1", findings[0].Pointer)
			want.Offset, want.Length = c.offset, c.length
			assert.Equal(t, want, findings[0].Position)
		})
	}
}

func TestPointers(t *testing.T) {
	_, findings, err := ReadTextGrid(strings.NewReader(head+
		`2 "TextTier" "a" 0 10 0 "IntervalTier" "b" 0 11 2 0 5 "" 6 11 ""`), "s")
	require.NoError(t, err)
	require.Len(t, findings, 2)
	assert.Equal(t, "/tiers/1", findings[0].Pointer)
	assert.Equal(t, "/tiers/1/intervals/1", findings[1].Pointer)
}

// wide encodes as UTF-16; high is the index of the more significant byte of a unit.
func wide(s string, high int, mark bool) []byte {
	if mark {
		s = "\ufeff" + s
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		pair := [2]byte{}
		pair[high], pair[1-high] = byte(u>>8), byte(u)
		b = append(b, pair[:]...)
	}
	return b
}

func TestEncodings(t *testing.T) {
	file := one + `1 0 10 "sjæl 𝄞"`
	plain, findings, err := ReadTextGrid(strings.NewReader(file), "s")
	require.NoError(t, err)
	require.Empty(t, findings)
	assert.Equal(t, "sjæl 𝄞", plain.Tiers[0].Intervals[0].Text)

	for name, c := range map[string]struct {
		bytes []byte
		found map[schema.RuleID]int
	}{
		"UTF-8 with mark":       {[]byte("\ufeff" + file), map[schema.RuleID]int{}},
		"UTF-16BE":              {wide(file, 0, true), map[schema.RuleID]int{}},
		"UTF-16LE":              {wide(file, 1, true), map[schema.RuleID]int{}},
		"UTF-16BE without mark": {wide(file, 0, false), map[schema.RuleID]int{ruleNoMark: 1}},
		"UTF-16LE without mark": {wide(file, 1, false), map[schema.RuleID]int{ruleNoMark: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			read, findings, err := ReadTextGrid(strings.NewReader(string(c.bytes)), "s")
			require.NoError(t, err)
			assert.Equal(t, plain, read)
			assert.Equal(t, c.found, count(findings))
		})
	}

	broken := func(tail ...byte) []byte { return append(wide(one+`1 0 10 "`, 1, true), tail...) }
	at := int64(len(broken()))
	for name, b := range map[string][]byte{
		"half a unit":                 broken('a'),
		"high surrogate at the end":   broken(0x34, 0xd8),
		"high surrogate and half":     broken(0x34, 0xd8, 0x1e),
		"high surrogate by itself":    broken(0x34, 0xd8, '"', 0),
		"low surrogate by itself":     broken(0x1e, 0xdd, '"', 0),
		"surrogates the wrong way":    broken(0x1e, 0xdd, 0x34, 0xd8),
		"the character NUL in a text": broken(0, 0, '"', 0),
	} {
		t.Run(name, func(t *testing.T) {
			read, findings, err := ReadTextGrid(strings.NewReader(string(b)), "s")
			require.NoError(t, err)
			assert.Nil(t, read)
			require.Len(t, findings, 1)
			assert.Equal(t, ruleEncoding, findings[0].Rule)
			assert.Equal(t, at, findings[0].Position.Offset)
		})
	}
}

func TestSizeLimit(t *testing.T) {
	file := one + `1 0 10 ""`
	size := int64(len(file))
	read, findings, err := readTextGrid(strings.NewReader(file), "s", size)
	require.NoError(t, err)
	assert.Empty(t, findings)
	assert.NotNil(t, read)

	read, findings, err = readTextGrid(strings.NewReader(file), "s", size-1)
	require.NoError(t, err)
	assert.Nil(t, read)
	assert.Equal(t, map[schema.RuleID]int{ruleSize: 1}, count(findings))
	assert.Equal(t, 64<<20, MaxTextGrid)
}

func TestFindingsCapped(t *testing.T) {
	for extra, want := range map[int]int{0: MaxFindings, 1: MaxFindings + 1} {
		n := MaxFindings + extra
		file := one + fmt.Sprint(n+2) + ` 0 5 ""` + strings.Repeat(` 5 5 "x"`, n) + ` 5 10 ""`
		read, findings, err := ReadTextGrid(strings.NewReader(file), "s")
		require.NoError(t, err)
		require.NotNil(t, read)
		require.Len(t, findings, want)
		last := findings[len(findings)-1]
		if extra > 0 {
			assert.Equal(t, ruleCapped, last.Rule)
			assert.Equal(t, "1001 findings, of which 1000 are listed", last.Detail)
		}
		// The finding that refuses the file is listed even beyond the cap.
		read, findings, err = ReadTextGrid(strings.NewReader(file+" <"), "s")
		require.NoError(t, err)
		assert.Nil(t, read)
		assert.Equal(t, 1, count(findings)[ruleStructure])
	}
}

func TestReadingFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	read, findings, err := ReadTextGrid(io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken)), "s")
	assert.ErrorIs(t, err, broken)
	assert.Nil(t, read)
	assert.Empty(t, findings)
}

func TestDeclaredSizesReserveNothing(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, findings, err := ReadTextGrid(strings.NewReader(one+`1000000000 0 10 ""`), "s")
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	assert.Equal(t, map[schema.RuleID]int{ruleTruncated: 1}, count(findings))
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20), "a thousand million intervals declared, one there")
}

func TestFindingIsItsRule(t *testing.T) {
	_, findings, err := ReadTextGrid(strings.NewReader(""), "s")
	require.NoError(t, err)
	require.Len(t, findings, 1)
	assert.ErrorIs(t, &findings[0], schema.RuleID("textgrid-not-a-textgrid"))
}

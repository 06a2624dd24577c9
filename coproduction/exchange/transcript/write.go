package transcript

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	// ErrText says that a tier's name or an interval's text is not UTF-8 or holds
	// the character NUL.
	ErrText = errors.New("transcript: not a text that a file can hold")
	// ErrTime says that a time is not finite, lies beyond [MaxSeconds], or ends
	// before it starts.
	ErrTime = errors.New("transcript: not a time that a file can hold")
	// ErrPoint says that an interval of a point tier has a length, which would be lost.
	ErrPoint = errors.New("transcript: a point with a length")
)

// WriteTextGrid writes a transcript as Praat does: long form, UTF-8, every time
// with the fewest decimals that bring it back as it was. [ReadTextGrid] gives an
// equal transcript. A transcript that a TextGrid cannot hold is refused with
// [ErrText], [ErrTime] or [ErrPoint] before anything is written.
func WriteTextGrid(w io.Writer, t *Transcript) error {
	if err := writable(t); err != nil {
		return err
	}
	out := textGridWriter{bufio.NewWriter(w)}
	out.line(0, `File type = "ooTextFile"`)
	out.line(0, `Object class = "TextGrid"`)
	out.line(0, "")
	out.span(0, t.Start, t.End)
	out.line(0, "tiers? <exists> ")
	out.line(0, "size = ", strconv.Itoa(len(t.Tiers)), " ")
	out.line(0, "item []: ")
	for n, tier := range t.Tiers {
		out.tier(n+1, tier)
	}
	return out.Flush() // bufio keeps the first error
}

type textGridWriter struct{ *bufio.Writer }

func (w textGridWriter) tier(n int, tier Tier) {
	class, what := "IntervalTier", "intervals"
	if tier.Points {
		class, what = "TextTier", "points"
	}
	w.line(1, "item [", strconv.Itoa(n), "]:")
	w.line(2, `class = "`, class, `" `)
	w.line(2, "name = ", quoted(tier.Name), " ")
	w.span(2, tier.Start, tier.End)
	w.line(2, what, ": size = ", strconv.Itoa(len(tier.Intervals)), " ")
	for n, i := range tier.Intervals {
		w.line(2, what, " [", strconv.Itoa(n+1), "]:")
		if tier.Points {
			w.line(3, "number = ", decimal(i.Start), " ")
			w.line(3, "mark = ", quoted(i.Text), " ")
			continue
		}
		w.span(3, i.Start, i.End)
		w.line(3, "text = ", quoted(i.Text), " ")
	}
}

func (w textGridWriter) span(depth int, start, end Seconds) {
	w.line(depth, "xmin = ", decimal(start), " ")
	w.line(depth, "xmax = ", decimal(end), " ")
}

func (w textGridWriter) line(depth int, parts ...string) {
	for range depth {
		w.WriteString("    ")
	}
	for _, part := range parts {
		w.WriteString(part)
	}
	w.WriteByte('\n')
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func decimal(s Seconds) string { return strconv.FormatFloat(float64(s), 'f', -1, 64) }

// writable returns why a TextGrid cannot hold the transcript, or nil.
func writable(t *Transcript) error {
	if !ordered(t.Start, t.End) {
		return ErrTime
	}
	for _, tier := range t.Tiers {
		switch {
		case !ordered(tier.Start, tier.End):
			return ErrTime
		case !isText(tier.Name):
			return ErrText
		}
		for _, i := range tier.Intervals {
			switch {
			case !ordered(i.Start, i.End):
				return ErrTime
			case tier.Points && i.Start != i.End:
				return ErrPoint
			case !isText(i.Text):
				return ErrText
			}
		}
	}
	return nil
}

// ordered is false for NaN too.
func ordered(start, end Seconds) bool {
	return -MaxSeconds <= start && start <= end && end <= MaxSeconds
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

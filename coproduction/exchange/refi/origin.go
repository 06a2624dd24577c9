package refi

import (
	"archive/zip"
	"fmt"
	"iter"
	"strings"
	"unicode/utf16"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// An origin is where the content of a text was read: from a file of the archive, or from
// the project itself.
type origin struct {
	at     schema.Position // of the whole content
	mark   bool            // a byte order mark stands before it
	wide   bool            // it is UTF-16 there
	inline bool            // it stands in the project itself
	bytes  bool            // its bytes there are those of the content, in UTF-8 or UTF-16
	lines  bool            // its lines there are those of the content
}

// entryOrigin is the origin of a text that is a file of the archive. Its name may be that
// of somebody: its number stands for it.
func (o *opening) entryOrigin(f *zip.File, how form) origin {
	return origin{mark: how.mark > 0, wide: how.wide, bytes: true, lines: true,
		at: schema.Position{Source: fmt.Sprintf("%s!entry %d", o.name, o.number[f]), Line: 1, Column: 1, Offset: int64(how.mark)}}
}

// inlineOrigin is the origin of a text that stands in the project, from a place up to the
// end tag that was read last. References, line ends of two characters and UTF-16 make its
// bytes others than those of the content, and references to line ends its lines.
func (r *reading) inlineOrigin(begin schema.Position, text string) origin {
	from := origin{at: begin, inline: true}
	from.at.Source = r.logged
	from.at.Length = int(r.ended.Offset - begin.Offset)
	from.bytes = from.at.Length == len(text)
	from.lines = r.ended.Line-begin.Line == lineEnds(text)
	return from
}

// places are the lines of a text, without their ends, each with its place. Where the bytes
// of a line cannot be told, those of the whole text are its own; where not even its line
// can, its place is that of the text.
func (t *Text) places() iter.Seq2[string, schema.Position] {
	return func(yield func(string, schema.Position) bool) {
		at := t.from.at
		for rest := *t.Content; rest != ""; {
			line, end := cutLine(rest)
			if t.from.bytes {
				at.Length = t.from.width(line)
			}
			if !yield(line, at) {
				return
			}
			if t.from.lines {
				at.Line, at.Column = at.Line+1, 1
			}
			if t.from.bytes {
				at.Offset += int64(t.from.width(rest[:end]))
			}
			rest = rest[end:]
		}
	}
}

// width is how many bytes a part of the content takes where it was read.
func (f origin) width(text string) (n int) {
	if !f.wide {
		return len(text)
	}
	for _, c := range text {
		n += 2 * utf16.RuneLen(c)
	}
	return n
}

// cutLine is the first line of a text without its end, which is a line feed, a carriage
// return or both, and where the next one begins.
func cutLine(text string) (line string, next int) {
	i := strings.IndexAny(text, "\r\n")
	switch {
	case i < 0:
		return text, len(text)
	case strings.HasPrefix(text[i:], "\r\n"):
		return text[:i], i + 2
	}
	return text[:i], i + 1
}

// lineEnds counts the line ends of a text.
func lineEnds(text string) int {
	return strings.Count(text, "\n") + strings.Count(text, "\r") - strings.Count(text, "\r\n")
}

package gseq

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	f, err := Read(strings.NewReader("% one % %two%\r\nTimed <seconds> ($a = x y) (b = z);\n" +
		"<p 1> % s1 % x,0-1.5 y,1.25 z,1.25-1.251; z,7/<p2> y,12.3-604800.000/\n% end %"))
	require.NoError(t, err)
	assert.Equal(t, &File{Notes: []string{"one", "two"}, Type: Timed,
		Sets: []Set{{"a", true, []string{"x", "y"}}, {"b", false, []string{"z"}}},
		Units: []Unit{
			{"p 1", []Session{
				{"s1", []Moment{{[]string{"x"}, 0, 1500}, {[]string{"y"}, 1250, 1250}, {[]string{"z"}, 1250, 1251}}},
				{"", []Moment{{[]string{"z"}, 7000, 7000}}}}},
			{"p2", []Session{{"", []Moment{{[]string{"y"}, 12300, 604800000}}}}},
		}}, f)

	f, err = Read(strings.NewReader("Multievent (c = a b);<p>a b. b;a/"))
	require.NoError(t, err)
	assert.Equal(t, []Session{{"", []Moment{{Codes: []string{"a", "b"}}, {Codes: []string{"b"}}}}, {"", []Moment{{Codes: []string{"a"}}}}}, f.Units[0].Sessions)
}

// Each file is not what this package writes; the mark stands before the place that says so.
func TestSyntax(t *testing.T) {
	for _, marked := range []string{
		"‸", "‸State (a = x);", "‸Interval=5 (a = x);", "‸event (a = x);",
		"Timed ‸(a = x);", "Timed ‸<frames> (a = x);",
		"Event (a = x)‸", "Event (a = x) ‸* sex (m f);", "Event (‸1 = x);", "Event (a ‸x);", "Event (a =)‸;",
		"Event (a = x ‸x);", "Event (a = x ‸X);", "Event (a = X ‸x);", "Event (A = ‸a);", "Event (a = x ‸A);", "Event (a = x) (‸a = y);", "Event (a = x) (‸X = y);", "Event (a = x y‸-z);", "Event (a = x ‸abcdefghijklmnopq);",
		"Event (a = x);‸x/", "Event (a = x);<‸p\n>x/", "Event (a = x);<‸p", "Event (a = x);<‸p/>x/",
		"Event (a = x);<p>‸/", "Event (a = x);<p>x;‸/", "Event (a = x);<p>x‸", "Event (a = x);<p>x ‸y/", "Event (a = x);<p>‸(",
		"Event (a = x);<p>x‸,3/", "Event (a = x);<p>x‸. x/", "Event (a = x);<p>x/‸x/",
		"Multievent (a = x y);<p>x y ‸x/", "Multievent (a = x y);<p>x.‸.y/",
		"Timed <seconds> (a = x);<p>x‸/", "Timed <seconds> (a = x);<p>x,‸/", "Timed <seconds> (a = x);<p>x,‸.5/",
		"Timed <seconds> (a = x);<p>x,‸1./", "Timed <seconds> (a = x);<p>x,‸1.2345/", "Timed <seconds> (a = x);<p>x,‸1234567890123/",
		"Timed <seconds> (a = x);<p>x,2‸-2/", "Timed <seconds> (a = x);<p>x,2‸-1.999/", "Timed <seconds> (a = x);<p>x,2 ‸x,1.999/",
		"‸% open\nEvent (a = x);", "Event ‸% open", "Event (a = x);\n<p>\nx é‸",
	} {
		text := strings.Replace(marked, "‸", "", 1)
		at := strings.Index(marked, "‸")
		if strings.Contains(marked, "é") { // the place of what is not ASCII is counted in code points
			at = strings.Index(marked, "é")
		}
		f, err := Read(strings.NewReader(text))
		var syntax *SyntaxError
		require.ErrorAs(t, err, &syntax, marked)
		assert.Nil(t, f)
		assert.Equal(t, int64(at), syntax.Offset, "%s: %v", marked, err)
		before := text[:at]
		line := before[strings.LastIndexByte(before, '\n')+1:]
		assert.Equal(t, strings.Count(before, "\n")+1, syntax.Line, marked)
		assert.Equal(t, utf8.RuneCountInString(line)+1, syntax.Column, marked)
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("broken")
	_, err := Read(iotest.ErrReader(broken))
	assert.ErrorIs(t, err, broken)
	_, err = Read(io.LimitReader(endless{}, MaxFile+1))
	assert.ErrorIs(t, err, ErrSize)
	_, err = Read(io.LimitReader(endless{}, MaxFile))
	assert.NotErrorIs(t, err, ErrSize)
	_, err = Read(strings.NewReader("Event (a = x);\n<p>\nx,3/"))
	assert.EqualError(t, err, "gseq: line 3, column 2: no code: a letter, then letters, digits and low lines, 16 at most")
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func FuzzRead(f *testing.F) {
	for _, file := range []string{actsFile, turnsFile, codesFile,
		"Timed <seconds> ($a = x y) (b = z);<p>x,0-1.5 y,1.25;z,7/<q>y,12.3-13/",
		"Multievent (c = a b);<p>% one %a b. b;a/", "Event (a = x);\r\n<p>\r\nx x x/", "State (a = x);"} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		read, err := Read(bytes.NewReader(file))
		if err != nil {
			var syntax *SyntaxError
			require.ErrorAs(t, err, &syntax)
			assert.True(t, 0 <= syntax.Offset && syntax.Offset <= int64(len(file)))
			assert.True(t, 1 <= syntax.Line && 1 <= syntax.Column)
			assert.Nil(t, read)
			return
		}
		var written, again bytes.Buffer
		require.NoError(t, read.Write(&written))
		second, err := Read(bytes.NewReader(written.Bytes()))
		require.NoError(t, err, "what was read can be written and read again")
		assert.Equal(t, read.Sets, second.Sets)
		assert.Equal(t, len(read.Units), len(second.Units))
		for i := range read.Units {
			require.Equal(t, len(read.Units[i].Sessions), len(second.Units[i].Sessions))
			for j := range read.Units[i].Sessions {
				assert.Equal(t, read.Units[i].Sessions[j].Events, second.Units[i].Sessions[j].Events)
			}
		}
		require.NoError(t, second.Write(&again))
		assert.Equal(t, written.String(), again.String())
	})
}

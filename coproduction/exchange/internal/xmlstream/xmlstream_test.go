package xmlstream

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/shareddata"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// told writes the tokens of a document on one line: <space|name name=value> text </name>.
func told(r io.Reader, limits Limits) (string, *Reader, error) {
	x := NewReader(r, limits)
	var b strings.Builder
	for {
		token, err := x.Next()
		if err != nil {
			return b.String(), x, err
		}
		switch token.Kind {
		case Start:
			fmt.Fprintf(&b, "<%s|%s", token.Space, token.Name)
			for _, a := range token.Attrs {
				fmt.Fprintf(&b, " %s|%s=%q", a.Space, a.Name, a.Value)
			}
			b.WriteString(">")
		case End:
			fmt.Fprintf(&b, "</%s|%s>", token.Space, token.Name)
		case Text:
			fmt.Fprintf(&b, "%q", token.Text)
		}
	}
}

func TestTokens(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty element", `<a/>`, `<|a></|a>`},
		{"declaration, comment, instruction", "<?xml version='1.0'?><!-- a - b --><?x y?>\n<a>1<!--c-->2<?p?>3</a>\n<!-- end -->", `<|a>"123"</|a>`},
		{"references", `<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F642;</a>`, `<|a>"<>&\"'A🙂"</|a>`},
		{"CDATA", `<a>x<![CDATA[<b>&amp;]] ]]>y</a>`, `<|a>"x<b>&amp;]] y"</|a>`},
		{"line ends of a text", "<a>1\r\n2\r3\n4&#13;\r\n</a>", `<|a>"1\n2\n3\n4\r\n"</|a>`},
		{"white space of an attribute", "<a b='1\r\n2\t3&#10;4'/>", `<|a |b="1 2 3\n4"></|a>`},
		{"namespaces", `<p:a xmlns:p='u' xmlns='v' c='1' p:d='2'><b/><p:b xmlns:p='w'/><c xmlns=''/></p:a>`,
			`<u|a |c="1" u|d="2"><v|b></v|b><w|b></w|b><|c></|c></u|a>`},
		{"the namespace of xml", `<a xml:space='preserve'/>`, `<|a http://www.w3.org/XML/1998/namespace|space="preserve"></|a>`},
		{"white space in tags", "<a  b = '1'\n c=\"2\" ></a >", `<|a |b="1" |c="2"></|a>`},
		{"letters of all scripts", "<مريض é='ü'>ž</مريض>", `<|مريض |é="ü">"ž"</|مريض>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for size, r := range map[string]io.Reader{"at once": strings.NewReader(test.in), "byte by byte": iotest.OneByteReader(strings.NewReader(test.in))} {
				got, x, err := told(r, Limits{})
				assert.Equal(t, io.EOF, err, size)
				assert.Equal(t, test.want, got, size)
				assert.Empty(t, x.Tolerated())
				assert.Equal(t, int64(len(test.in)), x.Place().Offset, "everything was read")
				_, err = x.Next()
				assert.Equal(t, io.EOF, err, "and stays read")
			}
		})
	}
}

// Each fault stands before the character marked with ⟦.
func TestFaults(t *testing.T) {
	tests := []struct {
		kind FaultKind
		in   string
	}{
		{NotXML, "⟦"},
		{NotXML, " <!-- nothing -->\n⟦"},
		{NotXML, "⟦PK\x03\x04"},
		{NotXML, "⟦<![CDATA[x]]><a/>"},
		{Encoding, "<a>⟦\xff</a>"},
		{Encoding, "<a>é⟦\xc3"},
		{NUL, "<a>⟦\x00</a>"},
		{NUL, "<a b='⟦\x00'/>"},
		{NUL, "<a>⟦&#0;</a>"},
		{NUL, "<a/>⟦\x00"},
		{NUL, "<a><!-- ⟦\x00 --></a>"},
		{NUL, "<a ⟦\x00></a>"},
		{Character, "<a>⟦\x1b</a>"},
		{Character, "<a>⟦&#xFFFF;</a>"},
		{Character, "<a>⟦&#x110000;</a>"},
		{Character, "<a>⟦\uFFFE</a>"},
		{Doctype, "<?xml version='1.0'?>\n⟦<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
		{Doctype, "⟦<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"},
		{Entity, "<a>⟦&nbsp;</a>"},
		{Entity, "<a b='⟦&b;'/>"},
		{Entity, "<a>⟦& b</a>"},
		{Entity, "<a>⟦&#x;</a>"},
		{Entity, "<a>⟦&aVeryLongNameOfAnEntity;</a>"},
		{Syntax, "<a>⟦</b>"},
		{Syntax, "<a b='1' ⟦b='2'/>"},
		{Syntax, "<a b⟦/>"},
		{Syntax, "<a b=⟦1/>"},
		{Syntax, "<a b='1'⟦c='2'/>"},
		{Syntax, "<a b='⟦<'/>"},
		{Syntax, "<a /⟦ >"},
		{Syntax, "<a>⟦]]></a>"},
		{Syntax, "<a>⟦<!-- -- --></a>"},
		{Syntax, "<a>⟦<!ELEMENT a></a>"},
		{Syntax, "<⟦1/>"},
		{Syntax, "⟦<a:/>"},
		{Syntax, "⟦<a:b:c/>"},
		{Syntax, " ⟦<?xml version='1.0'?><a/>"},
		{Syntax, "<a>⟦<?xml version='1.0'?></a>"},
		{Truncated, "<a>⟦"},
		{Truncated, "<a>text⟦"},
		{Truncated, "<a b='1⟦"},
		{Truncated, "<a><b/⟦"},
		{Truncated, "<a>&lt⟦"},
		{Truncated, "<a><!-- ⟦"},
		{Truncated, "<a>⟦<!-"},
		{Truncated, "<a><![CDATA[x]]⟦"},
		{Trailing, "<a/>\n⟦<b/>"},
		{Trailing, "<a/>⟦</a>"},
		{Trailing, "<a/>⟦text"},
		{Trailing, "<a/>⟦<![CDATA[]]>"},
	}
	for _, test := range tests {
		before, after, _ := strings.Cut(test.in, "⟦")
		for size, r := range map[string]io.Reader{"at once": strings.NewReader(before + after), "byte by byte": iotest.OneByteReader(strings.NewReader(before + after))} {
			_, x, err := told(r, Limits{})
			var fault *Fault
			require.ErrorAs(t, err, &fault, "%q %s", test.in, size)
			assert.Equal(t, test.kind, fault.Kind, "%q %s: %s", test.in, size, fault.Detail)
			want := int64(len(before))
			if test.kind == Syntax && strings.HasPrefix(after, "]]>") {
				want += 2 // the fault is the third of the three
			}
			assert.Equal(t, want, fault.At.Offset, "%q %s", test.in, size)
			_, again := x.Next()
			assert.Equal(t, err, again, "an error stays")
			assert.NotContains(t, strings.TrimPrefix(err.Error(), "xml: "), "passwd")
		}
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		kind   FaultKind
		limits Limits
		holds  string
		breaks string // one more
	}{
		{Bytes, Limits{Bytes: 7}, "<a></a>", "<a> </a>"},
		{Depth, Limits{Depth: 2}, "<a><b/></a>", "<a><b><c/></b></a>"},
		{Number, Limits{Attributes: 2}, "<a b='' c=''/>", "<a b='' c='' d=''/>"},
		{Number, Limits{Attributes: 1}, "<a xmlns='u'/>", "<a xmlns='u'><b xmlns='v'/></a>"},
		{Length, Limits{Token: 3}, "<a>123</a>", "<a>1234</a>"},
		{Length, Limits{Token: 3}, "<a b='12' c='3'/>", "<a b='12' c='34'/>"},
		{Length, Limits{}, "<" + strings.Repeat("n", maxName) + "/>", "<" + strings.Repeat("n", maxName+1) + "/>"},
	}
	for _, test := range tests {
		_, _, err := told(strings.NewReader(test.holds), test.limits)
		assert.Equal(t, io.EOF, err, test.holds)
		_, _, err = told(strings.NewReader(test.breaks), test.limits)
		var fault *Fault
		if assert.ErrorAs(t, err, &fault, test.breaks) {
			assert.Equal(t, test.kind, fault.Kind, test.breaks)
		}
	}
}

func wide(text string, mark bool, order func(uint16) []byte) []byte {
	var b []byte
	if mark {
		b = append(b, order(0xFEFF)...)
	}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, order(u)...)
	}
	return b
}

func little(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} }
func big(u uint16) []byte    { return []byte{byte(u >> 8), byte(u)} }

func TestEncodings(t *testing.T) {
	const want = `<|a |b="é🙂">"€ž"</|a>`
	body := "<a b='é🙂'>€ž</a>"
	declared := func(name string) string { return "<?xml version=\"1.0\" encoding=\"" + name + "\"?>\n" + body }
	tests := []struct {
		name  string
		in    []byte
		notes []FaultKind
	}{
		{"UTF-8", []byte(declared("utf-8")), nil},
		{"UTF-8 with a mark", []byte("\uFEFF" + declared("UTF-8")), nil},
		{"UTF-8 that declares UTF-16", []byte(declared("utf-16")), []FaultKind{Declared}},
		{"UTF-8 with a mark that declares ISO-8859-1", []byte("\uFEFF" + declared("iso-8859-1")), []FaultKind{Declared}},
		{"UTF-16 little", wide(declared("utf-16"), true, little), nil},
		{"UTF-16 big", wide(declared("UTF-16"), true, big), nil},
		{"UTF-16 little, no mark", wide(declared("utf-16"), false, little), []FaultKind{NoMark}},
		{"UTF-16 big, no mark, no declaration", wide(body, false, big), []FaultKind{NoMark}},
		{"UTF-16 that declares UTF-8", wide(declared("utf-8"), true, little), []FaultKind{Declared}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, r := range []io.Reader{bytes.NewReader(test.in), iotest.OneByteReader(bytes.NewReader(test.in))} {
				got, x, err := told(r, Limits{})
				assert.Equal(t, io.EOF, err)
				assert.Equal(t, want, got)
				var kinds []FaultKind
				for _, f := range x.Tolerated() {
					kinds = append(kinds, f.Kind)
				}
				assert.Equal(t, test.notes, kinds)
				assert.Equal(t, int64(len(test.in)), x.Place().Offset, "offsets count bytes of the file")
			}
		})
	}

	got, x, err := told(strings.NewReader("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9\x80</a>"), Limits{})
	assert.Equal(t, io.EOF, err)
	assert.Equal(t, `<|a>"é\u0080"</|a>`, got)
	assert.Equal(t, Legacy, x.Tolerated()[0].Kind)
	got, _, err = told(strings.NewReader("<?xml version='1.0' encoding='windows-1252'?><a>\xe9\x80\x9f</a>"), Limits{})
	assert.Equal(t, io.EOF, err)
	assert.Equal(t, `<|a>"é€Ÿ"</|a>`, got)

	for _, bad := range [][]byte{
		[]byte("<?xml version='1.0' encoding='Shift_JIS'?><a/>"),
		[]byte("<?xml version='1.0' encoding='windows-1252'?><a>\x81</a>"),
		{0, 0, 0xFE, 0xFF, 0, 0, 0, '<'},
		append(wide("<a>", true, little), 0x00, 0xD8, 'x', 0), // half a surrogate pair
		append(wide("<a>", true, little), 'x'),                // half a unit
	} {
		_, _, err := told(bytes.NewReader(bad), Limits{})
		var fault *Fault
		if assert.ErrorAs(t, err, &fault, "%q", bad) {
			assert.Equal(t, Encoding, fault.Kind, "%q", bad)
		}
	}
}

func TestPlaces(t *testing.T) {
	in := "\uFEFF<a>\r\n é🙂<b c='🙂' d=\"2\"/>\r<e></e></a>"
	x := NewReader(strings.NewReader(in), Limits{})
	at := func(s string, line, column int) schema.Position {
		return schema.Position{Line: line, Column: column, Offset: int64(strings.Index(in, s)), Length: len(s)}
	}
	next := func() Token {
		token, err := x.Next()
		require.NoError(t, err)
		return token
	}
	assert.Equal(t, at("<a>", 1, 1), next().At, "a byte order mark takes three bytes and no column")
	assert.Equal(t, at("\r\n é🙂", 1, 4), next().At)
	b := next()
	assert.Equal(t, at("<b c='🙂' d=\"2\"/>", 2, 4), b.At, "columns count code points")
	c, _ := b.Attr("c")
	d, ok := b.Attr("d")
	assert.True(t, ok)
	assert.Equal(t, at("c='🙂'", 2, 7), c.At)
	assert.Equal(t, at("d=\"2\"", 2, 13), d.At)
	_, ok = b.Attr("e")
	assert.False(t, ok)
	assert.Equal(t, schema.Position{Line: 2, Column: 20, Offset: int64(strings.Index(in, "\r<e>"))}, next().At, "the end of an empty element has no length")
	next()
	assert.Equal(t, at("<e>", 3, 1), next().At, "a carriage return alone ends a line")
	assert.Equal(t, at("</e>", 3, 4), next().At)

	x = NewReader(bytes.NewReader(wide("<a>🙂<b/></a>", true, little)), Limits{})
	for range 2 {
		_, err := x.Next()
		require.NoError(t, err)
	}
	b, err := x.Next()
	require.NoError(t, err)
	assert.Equal(t, schema.Position{Line: 1, Column: 5, Offset: 2 + 6 + 4, Length: 8}, b.At, "from: a mark of 2, three units, a pair, four units")
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk")
	_, _, err := told(io.MultiReader(strings.NewReader("<a><b>"), iotest.ErrReader(broken)), Limits{})
	assert.Equal(t, broken, err, "an error of the reader is no fault of the file")
	_, _, err = told(stuck{}, Limits{})
	assert.Equal(t, io.ErrNoProgress, err)
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestHostile(t *testing.T) {
	deep := strings.Repeat("<a>", 100_000)
	_, _, err := told(strings.NewReader(deep), Limits{})
	var fault *Fault
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, Depth, fault.Kind)
	assert.Equal(t, int64(3*256), fault.At.Offset, "the 257th element")

	x := NewReader(io.MultiReader(strings.NewReader("<a>"), io.LimitReader(spaces{}, 50<<20), strings.NewReader("</a>")), Limits{Token: 1 << 20})
	for err = nil; err == nil; _, err = x.Next() {
	}
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, Length, fault.Kind, "a text of 50 MB is not gathered")
	assert.LessOrEqual(t, cap(x.text), 2<<20)
}

type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// What encoding/xml reads of the real files is what is read here.
func TestLikeStandardLibrary(t *testing.T) {
	for _, name := range shareddata.Glob(t, "refi-qda/*.[qx][ds]*") {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		if bytes.HasPrefix(b, []byte("PK")) {
			continue
		}
		got, _, err := told(bytes.NewReader(b), Limits{})
		assert.Equal(t, io.EOF, err, name)
		assert.Equal(t, standard(t, b), got, name)
		sixteen, _, err := told(bytes.NewReader(wide(string(b), false, big)), Limits{})
		assert.Equal(t, io.EOF, err, name)
		assert.Equal(t, got, sixteen, name+" as UTF-16")
	}
}

func standard(t testing.TB, b []byte) string {
	d := xml.NewDecoder(bytes.NewReader(b))
	var out, text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			fmt.Fprintf(&out, "%q", text.String())
			text.Reset()
		}
	}
	depth := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out.String()
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			flush()
			depth++
			fmt.Fprintf(&out, "<%s|%s", token.Name.Space, token.Name.Local)
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					value := strings.NewReplacer("\n", " ", "\t", " ").Replace(a.Value) // §3.3.3, which encoding/xml leaves out
					fmt.Fprintf(&out, " %s|%s=%q", a.Name.Space, a.Name.Local, value)
				}
			}
			out.WriteString(">")
		case xml.EndElement:
			flush()
			depth--
			fmt.Fprintf(&out, "</%s|%s>", token.Name.Space, token.Name.Local)
		case xml.CharData:
			if depth > 0 {
				text.Write(token)
			}
		}
	}
}

func FuzzReader(f *testing.F) {
	for _, seed := range []string{"<a b='&lt;'>x<!--c--><![CDATA[d]]></a>", "<p:a xmlns:p='u'/>", "<a>]]></a>", "<?xml version='1.0' encoding='utf-16'?><a/>",
		string(wide("<a>🙂</a>", false, little)), "<!DOCTYPE a>", "<a/>x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, x, err := told(bytes.NewReader(b), Limits{Depth: 20, Attributes: 5, Token: 200})
		again, _, errAgain := told(iotest.OneByteReader(bytes.NewReader(b)), Limits{Depth: 20, Attributes: 5, Token: 200})
		require.Equal(t, got, again, "pieces of the file change nothing")
		require.Equal(t, err, errAgain)
		var fault *Fault
		switch {
		case err == io.EOF:
			require.Equal(t, int64(len(b)), x.Place().Offset)
		case errors.As(err, &fault):
			require.GreaterOrEqual(t, fault.At.Offset, int64(0))
			require.LessOrEqual(t, fault.At.Offset+int64(fault.At.Length), int64(len(b)))
		default:
			t.Fatal(err)
		}
	})
}

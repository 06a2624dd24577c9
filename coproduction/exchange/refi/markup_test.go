package refi

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMarkup(t *testing.T) {
	var b bytes.Buffer
	m := newMarkup(&b)
	m.start("a")
	m.attr("q", "1 < \"2\" & '3'\t\r\n]]>")
	m.optional("none", "")
	m.start("b")
	m.text("x < y\r\n\tz \"]]>\"")
	m.end()
	m.start("c")
	m.end()
	m.end()
	require.NoError(t, m.finish())
	assert.Equal(t, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"+
		"<a q=\"1 &lt; &quot;2&quot; &amp; '3'&#x9;&#xD;&#xA;]]&gt;\">\n"+
		"\t<b>x &lt; y&#xD;\n\tz \"]]&gt;\"</b>\n\t<c/>\n</a>\n", b.String())

	var read struct {
		Q string `xml:"q,attr"`
		B string `xml:"b"`
	}
	require.NoError(t, xml.Unmarshal(b.Bytes(), &read)) // another reader
	assert.Equal(t, "1 < \"2\" & '3'\t\r\n]]>", read.Q)
	assert.Equal(t, "x < y\r\n\tz \"]]>\"", read.B)
}

func TestMarkupReplaces(t *testing.T) {
	for text, want := range map[string]string{
		"a\x00b": "a\uFFFDb", "\x1f": "\uFFFD", "\xff": "\uFFFD", "\uFFFE\uFFFF": "\uFFFD\uFFFD", "\xed\xa0\x80": "\uFFFD\uFFFD\uFFFD",
	} {
		var b strings.Builder
		m := newMarkup(&b)
		m.escape(text, true)
		assert.Equal(t, len([]rune(want))-strings.Count(want, "a")-strings.Count(want, "b"), m.replaced)
		require.NoError(t, m.w.Flush())
		assert.True(t, strings.HasSuffix(b.String(), want))
		assert.False(t, writable(text))
	}
	assert.True(t, writable("\uFFFD \U0001F600 é \t\n\r\u007f"))
}

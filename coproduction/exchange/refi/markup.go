package refi

import (
	"bufio"
	"io"
	"unicode/utf8"
)

// A markup writes an XML document, element by element, each on a line of its own.
type markup struct {
	w        *bufio.Writer
	open     []string
	tag      bool // a start tag is not closed yet
	mixed    bool // text was written last, so that white space would be part of it
	replaced int  // characters that XML cannot hold
}

func newMarkup(w io.Writer) *markup {
	m := &markup{w: bufio.NewWriter(w)}
	m.w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	return m
}

// start opens an element. Attributes follow at once.
func (m *markup) start(name string) {
	m.closeTag()
	m.line()
	m.w.WriteString("<" + name)
	m.open = append(m.open, name)
	m.tag, m.mixed = true, false
}

// attr writes an attribute.
func (m *markup) attr(name, value string) {
	m.w.WriteString(" " + name + `="`)
	m.escape(value, true)
	m.w.WriteByte('"')
}

// optional writes an attribute that is left out where it is empty.
func (m *markup) optional(name, value string) {
	if value != "" {
		m.attr(name, value)
	}
}

// text writes character data. Nothing but the end of the element may follow.
func (m *markup) text(text string) {
	m.closeTag()
	m.escape(text, false)
	m.mixed = true
}

// end closes the element that was opened last.
func (m *markup) end() {
	name := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	switch {
	case m.tag:
		m.w.WriteString("/>")
	case m.mixed:
		m.w.WriteString("</" + name + ">")
	default:
		m.line()
		m.w.WriteString("</" + name + ">")
	}
	m.tag, m.mixed = false, false
}

// finish writes what is left, and returns the error of the writer.
func (m *markup) finish() error {
	m.w.WriteByte('\n')
	return m.w.Flush()
}

func (m *markup) closeTag() {
	if m.tag {
		m.w.WriteByte('>')
		m.tag = false
	}
}

func (m *markup) line() {
	m.w.WriteByte('\n')
	for range m.open {
		m.w.WriteByte('\t')
	}
}

// escape writes text so that a reader gets back the same characters. Line ends other
// than a line feed, and all white space of an attribute but the space, are written
// as references: a reader would turn them into others (XML 1.0 §2.11, §3.3.3).
// What is no character of XML (§2.2) becomes U+FFFD, so that positions stay.
func (m *markup) escape(text string, attribute bool) {
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == '&':
			m.w.WriteString("&amp;")
		case r == '<':
			m.w.WriteString("&lt;")
		case r == '>':
			m.w.WriteString("&gt;") // "]]>" must not stand in a text
		case r == '"' && attribute:
			m.w.WriteString("&quot;")
		case r == '\r':
			m.w.WriteString("&#xD;")
		case r == '\n' && attribute:
			m.w.WriteString("&#xA;")
		case r == '\t' && attribute:
			m.w.WriteString("&#x9;")
		case r == utf8.RuneError && size == 1, !isXML(r):
			m.replaced++
			m.w.WriteRune(utf8.RuneError)
		default:
			m.w.WriteString(text[:size])
		}
		text = text[size:]
	}
}

// writable reports whether XML can hold every character of a text.
func writable(text string) bool {
	m := newMarkup(io.Discard)
	m.escape(text, false)
	return m.replaced == 0
}

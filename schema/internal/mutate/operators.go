package mutate

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

func changeByte(r *rand.Rand, doc []byte, _ []scan.Node) []byte {
	if len(doc) == 0 {
		return doc
	}
	at := r.IntN(len(doc))
	switch r.IntN(4) {
	case 0:
		return splice(doc, at, at+1, "")
	case 1:
		return splice(doc, at, at, string([]byte{byte(r.IntN(256))}))
	case 2:
		doc[at] = pick(r, []byte(`{}[]",:\-+.eE0123456789abcdefxTZ `))
	default:
		doc[at] ^= 1 << r.IntN(8)
	}
	return doc
}

// values are what any schema may or may not expect.
var values = []string{
	`0`, `-0`, `1`, `-1`, `2`, `3`, `12.0`, `1.5`, `1e2`, `0.1e1`, `1e400`, `1e-400`, `999999999999999999`, `9999999999999999999`,
	`604800000`, `604800001`, `6048000000e-1`, `100000`, `0e0`, `0.0`, `1E+2`, `01`, `1.`, `.5`, `+1`, `-`, `true`, `false`, `null`, `nul`, `{}`, `[]`,
	`[1,1.0]`, `["a","a"]`, `{"a":1}`, `""`, `"a"`, `"x"`, `"\u0061"`, `"ø"`, `"\ud83d\ude00"`, `"\ud83d"`, `"other"`, `"phone"`, `"unknown"`,
	`"5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"`, `"5B0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01"`, `"5b0e0f0a7f0d4c5e9a570d9d8f6f5a01"`,
	`"2022-03-01T09:00:00Z"`, `"2022-02-29T09:00:00+01:00"`, `"2024-02-29T23:59:60Z"`, `"1900-02-29t09:00:00z"`, `"2022-03-01T09:00:00.123456789-23:59"`,
	`"2022-03-01"`, `"2000-02-29"`, `"1900-02-29"`, `"12:00:00Z"`, `"23:59:60Z"`, `"12:00:00.5+24:00"`, `"P1Y2M3D"`, `"P1DT"`, `"PT5M"`, `"P1Y3D"`, `"P2W"`, `"P1YT1S"`,
	`"http://example.org/a?b=c#d"`, `"urn:uuid:5b0e0f0a-7f0d-4c5e-9a57-0d9d8f6f5a01#/steps/3"`, `"/relative"`, `"a@example.org"`, `"a.b@[127.0.0.1]"`, `"a..b@c"`,
	`"da"`, `"da-DK"`, `"x-klingon"`, `"en-a-b"`, `"s1"`, `"T3.validation"`, `"body_map"`, `"_"`,
}

func replaceValue(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n := pick(r, nodes)
	return splice(doc, n.Offset, n.End(), pick(r, values))
}

// copyValue puts a value of the document in the place of another.
func copyValue(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	from, to := pick(r, nodes), pick(r, nodes)
	if from.Length > 1000 {
		return doc
	}
	return splice(doc, to.Offset, to.End(), string(from.Bytes(doc)))
}

func repeatMember(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isMember)
	if !ok {
		return doc
	}
	member := string(doc[n.NameOffset:n.End()])
	if r.IntN(2) == 0 {
		member = fmt.Sprintf(`"\u%04x`, doc[n.NameOffset+1]) + string(doc[n.NameOffset+min(2, n.NameLength-1):n.End()])
	}
	return splice(doc, n.NameOffset, n.NameOffset, member+",")
}

func renameMember(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isMember)
	other, _ := some(r, nodes, isMember)
	if !ok {
		return doc
	}
	name := string(doc[other.NameOffset : other.NameOffset+other.NameLength])
	if r.IntN(2) == 0 {
		name = pick(r, []string{`"stranger"`, `""`, `"kind"`, `"id"`, `"extensions"`, `"a"`, `"b"`, `"foo"`, `"1"`, `"32"`, `"33"`, `"æ"`, `"unidentified"`, `"\u0069d"`})
	}
	return splice(doc, n.NameOffset, n.NameOffset+n.NameLength, name)
}

func addMember(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isMember)
	if !ok {
		return doc
	}
	name := pick(r, []string{`"extensions"`, `"stranger"`, `"profession"`, `"range"`, `"source"`, `"turns"`, `"encounter"`, `"a"`, `"b"`, `"c"`, `"foo"`, `"bar"`})
	return splice(doc, n.NameOffset, n.NameOffset, name+":"+pick(r, values)+",")
}

// moveMember puts a member before the one before it.
func moveMember(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	b, ok := some(r, nodes, func(n scan.Node) bool { return isMember(n) && n.Index > 0 })
	if !ok {
		return doc
	}
	for _, a := range nodes {
		if a.Depth == b.Depth && a.Index == b.Index-1 && a.NameLength > 0 && a.End() < b.NameOffset && bytes.Trim(doc[a.End():b.NameOffset], " \t\r\n") != nil &&
			string(bytes.Trim(doc[a.End():b.NameOffset], " \t\r\n")) == "," {
			between := string(doc[a.End():b.NameOffset])
			return splice(doc, a.NameOffset, b.End(), string(doc[b.NameOffset:b.End()])+between+string(doc[a.NameOffset:a.End()]))
		}
	}
	return doc
}

// removePart removes a value with its name and a comma beside it.
func removePart(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n := pick(r, nodes)
	from, to := n.Offset, n.End()
	if isMember(n) {
		from = n.NameOffset
	}
	switch {
	case to < len(doc) && doc[to] == ',':
		to++
	case from > 0 && doc[from-1] == ',':
		from--
	}
	return splice(doc, from, to, "")
}

func repeatItem(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, func(n scan.Node) bool { return !isMember(n) && n.Depth > 0 && n.Length < 1000 })
	if !ok {
		return doc
	}
	return splice(doc, n.Offset, n.Offset, string(n.Bytes(doc))+",")
}

func addSpace(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n := pick(r, nodes)
	at := pick(r, []int{n.Offset, n.End(), n.NameOffset + n.NameLength})
	if at == 0 && n.NameLength == 0 {
		at = n.Offset
	}
	return splice(doc, at, at, pick(r, []string{" ", "\t", "\r\n", "    "}))
}

// escapeCharacter writes a character of a text or name as an escape.
func escapeCharacter(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, func(n scan.Node) bool { return isText(n) || n.NameLength > 2 })
	if !ok {
		return doc
	}
	from, to := n.NameOffset+1, n.NameOffset+n.NameLength-1
	if isText(n) && (n.NameLength <= 2 || r.IntN(2) == 0) {
		from, to = n.Offset+1, n.End()-1
	}
	if bytes.IndexByte(doc[from:to], '\\') >= 0 {
		return doc
	}
	at := from + r.IntN(to-from)
	for at > from && !utf8.RuneStart(doc[at]) {
		at--
	}
	c, size := utf8.DecodeRune(doc[at:to])
	escape := fmt.Sprintf(`\u%04x`, c)
	if c >= 0x10000 {
		c -= 0x10000
		escape = fmt.Sprintf(`\u%04X\u%04x`, 0xD800+c>>10, 0xDC00+c&0x3FF)
	}
	return splice(doc, at, at+size, escape)
}

// editText adds a character to a text, or takes one away.
func editText(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isText)
	if !ok {
		return doc
	}
	at := n.Offset + 1 + r.IntN(n.Length-2)
	if r.IntN(2) == 0 {
		return splice(doc, at, at+1, "")
	}
	return splice(doc, at, at, pick(r, []string{"a", "0", "-", "_", ".", " ", "é", "漢", "😀", "Z", "~", "/", "#", `\n`, `\/`}))
}

func addEscape(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isText)
	if !ok {
		return doc
	}
	return splice(doc, n.Offset+1, n.Offset+1, pick(r, []string{
		`\u00e6`, `\ud83d\ude00`, `\ud83d`, `\ude00`, `\ude00\ud83d`, `\uD83D\u0061`, `\x`, `\u12`, `\u0000`, "\x00", "\n", `\b`, `\"`, "\x7f", "\u2028"}))
}

func respellNumber(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isNumber)
	if !ok {
		return doc
	}
	tail := pick(r, []string{".0", ".00", "e0", "E+0", "e-0", "0e-1", ".5", "e1", "e2", "e-1", "0", "00000000000000000000", "e308", "e309", "e-400", "e99999999999999999999"})
	return splice(doc, n.End(), n.End(), tail)
}

func truncate(r *rand.Rand, doc []byte, _ []scan.Node) []byte { return doc[:r.IntN(len(doc)+1)] }

func addMark(_ *rand.Rand, doc []byte, _ []scan.Node) []byte { return splice(doc, 0, 0, "\uFEFF") }

func addGarbage(r *rand.Rand, doc []byte, _ []scan.Node) []byte {
	return append(doc, pick(r, []string{"x", "{}", ",", "]", "}", " ", "\n", "\x00", "\uFEFF", "\v"})...)
}

func breakUTF8(r *rand.Rand, doc []byte, nodes []scan.Node) []byte {
	n, ok := some(r, nodes, isText)
	if !ok {
		return doc
	}
	at := n.Offset + 1 + r.IntN(n.Length-2)
	return splice(doc, at, at, pick(r, []string{"\xff", "\xc3", "\xc0\x80", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xf0\x9f\x98"}))
}

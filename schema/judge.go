package schema

import (
	"bytes"
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema/internal/plan"
	"github.com/coproduction-lab/coproduction-go/schema/internal/scan"
)

// MaxDepth is how many arrays and objects of a record may be open at a time.
const MaxDepth = 64

// A Judgement is what can be said of the bytes of one record before its meaning
// is asked for. Positions count from the beginning of the record.
type Judgement struct {
	Kind     Kind // empty where the record does not say, or says an unknown one
	Findings []Finding
}

// Clean reports whether the record can be decoded: it is strict JSON of a known
// kind and departs from no constraint of its schema.
func (j Judgement) Clean() bool { return j.Kind != "" && len(j.Findings) == 0 }

// Judge holds one record to the strict profile of JSON and then to the schema of
// its kind. All departures are found, in the order of their places. A record that
// is not strict JSON is judged no further, as tools would not agree on what it says.
//
// A sound record is judged in one pass over its bytes, without allocation. Otherwise
// the memory it takes is a multiple of the record's length. It is safe for concurrent use.
func Judge(record []byte) Judgement {
	// A guess will do: only records of that kind keep its schema.
	kind := seemingKind(record)
	if kind == "" {
		kind, _ = kindOf(record)
	}
	if kind != "" {
		switch p := compiledKinds[kind]().plan; {
		case p.Judge(record) == plan.Valid:
			return Judgement{Kind: kind}
		case p.Strict(record):
			return judgeStrict(record, departures)
		}
	}
	return judge(record, departures)
}

// JudgeByReference says the same as [Judge], and asks jsonschema/v5 about every
// record, to whose answers Judge is held by tests. It takes some fifty times as long.
func JudgeByReference(record []byte) Judgement { return judge(record, referenceDepartures) }

func judge(record []byte, departures func(Kind, []byte) []located) Judgement {
	faults := scan.Scan(record, MaxDepth)
	if faults == nil {
		return judgeStrict(record, departures)
	}
	var found []located
	ways := waysTo(record, faults)
	for i, fault := range faults {
		f := ReadingRule(RuleID(fault.Rule)).At(ways[i], fault.Detail)
		found = append(found, located{f, fault.Offset, fault.Length})
	}
	return Judgement{Findings: inOrder(record, found)}
}

// judgeStrict judges a record that is strict JSON.
func judgeStrict(record []byte, departures func(Kind, []byte) []located) Judgement {
	kind, found := kindOf(record)
	if found == nil {
		found = departures(kind, record)
	}
	return Judgement{kind, inOrder(record, found)}
}

// seemingKind returns the first kind that is named behind the bytes "kind":, or
// nothing. That may be in another place than the member of the record.
func seemingKind(record []byte) Kind {
	for {
		_, rest, ok := bytes.Cut(record, []byte(`"kind"`))
		if !ok {
			return ""
		}
		record = rest
		rest, ok = bytes.CutPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte(":"))
		if rest = bytes.TrimLeft(rest, " \t\r\n"); !ok || len(rest) == 0 || rest[0] != '"' {
			continue
		}
		if end := bytes.IndexByte(rest[1:], '"'); end >= 0 {
			if kind := knownKind(rest[1 : end+1]); kind != "" {
				return kind
			}
		}
	}
}

// knownKind returns the kind of that name, or nothing.
func knownKind(name []byte) Kind {
	for _, kind := range Kinds() {
		if string(kind) == string(name) {
			return kind
		}
	}
	return ""
}

// waysTo returns the pointers to the values that faults stand in, as far as the
// record can be followed and its kind is known.
func waysTo(record []byte, faults []scan.Fault) []string {
	ways := make([]string, len(faults))
	kind, _ := kindOf(record)
	if kind == "" {
		return ways
	}
	root := compiledKinds[kind]().shape
	next := 0
	for path, node := range scan.Walk(record) {
		begin := node.Offset
		if node.NameLength > 0 {
			begin = node.NameOffset
		}
		for next < len(faults) && faults[next].Offset < begin {
			next++ // between two values: that of the one around them
		}
		tokens := []string(nil)
		for i := next; i < len(faults) && faults[i].Offset < node.End(); i++ {
			if tokens == nil {
				tokens = tokensOf(record, path)
			}
			ways[i] = root.shown(tokens)
		}
	}
	return ways
}

// kindOf reads the member "kind", or says why it cannot.
func kindOf(record []byte) (Kind, []located) {
	unknown := func(detail string, offset, length int) []located {
		return []located{{ReadingRule(RuleRecordKind).At("/kind", detail), offset, length}}
	}
	node, ok := scan.Locate(record, "/kind")
	if !ok {
		root, _ := scan.Locate(record, "")
		if root.Kind != scan.Object {
			return "", []located{{ReadingRule(RuleRecordObject).At("", "this is not a JSON object"), root.Offset, root.Length}}
		}
		return "", unknown("the member kind is missing", root.Offset, 1)
	}
	if node.Kind != scan.String {
		return "", unknown("the kind is not a text", node.Offset, node.Length)
	}
	kind := Kind(scan.Unquote(node.Bytes(record)))
	if !slices.Contains(Kinds(), kind) {
		return "", unknown("this kind is not known", node.Offset, node.Length)
	}
	return kind, nil
}

// located is a finding with its place in the bytes of the record.
type located struct {
	Finding
	offset, length int
}

// inOrder turns places into positions, and puts the findings in order.
func inOrder(record []byte, found []located) []Finding {
	slices.SortFunc(found, func(a, b located) int { return a.offset - b.offset })
	var findings []Finding
	mark := newMarker(record)
	for _, f := range found {
		f.Position = mark.position(f.offset, f.length)
		findings = append(findings, f.Finding)
	}
	slices.SortFunc(findings, Compare)
	return findings
}

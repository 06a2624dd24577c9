package coproduction

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	homePage    = "https://github.com/coproduction-lab/coproduction-go"
)

// A sarifForm writes a log of one run after SARIF 2.1.0 (OASIS Standard, 2020, with
// errata of 2023). The results stream; the rules that were used come after them.
type sarifForm struct {
	out     *bufio.Writer
	version string
	own     []Rule
	index   map[schema.RuleID]int
	rules   []sarifRule
	results int
}

type (
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID      schema.RuleID `json:"id"`
		Short   *sarifText    `json:"shortDescription,omitempty"`
		Full    *sarifText    `json:"fullDescription,omitempty"`
		Default *sarifDefault `json:"defaultConfiguration,omitempty"`
		Help    *sarifText    `json:"help,omitempty"`
	}
	sarifDefault struct {
		Level schema.Severity `json:"level"` // our severities are called as SARIF's levels
	}
	sarifResult struct {
		Rule         schema.RuleID      `json:"ruleId"`
		Index        int                `json:"ruleIndex"`
		Level        schema.Severity    `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions"` // present in all results or in none
		Properties   *sarifProperties   `json:"properties,omitempty"`
	}
	sarifLocation struct {
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int   `json:"startLine"`
		StartColumn int   `json:"startColumn"`
		EndColumn   int   `json:"endColumn,omitzero"`
		ByteOffset  int64 `json:"byteOffset"`
		ByteLength  int   `json:"byteLength"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
	sarifProperties struct {
		Record  int    `json:"record,omitzero"`
		Excerpt string `json:"excerpt,omitempty"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   schema.Severity `json:"level"`
		Message sarifText       `json:"message"`
	}
)

func newSARIF(out *bufio.Writer, options OutputOptions) *sarifForm {
	out.WriteString(`{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":[`)
	return &sarifForm{out: out, version: options.Version, own: options.Rules, index: map[schema.RuleID]int{}, rules: []sarifRule{}}
}

func (s *sarifForm) finding(f *schema.Finding) {
	if s.results++; s.results > 1 {
		s.out.WriteByte(',')
	}
	s.out.WriteByte('\n')
	result := sarifResult{
		Rule: f.Rule, Index: s.rule(f.Rule), Level: severityOf(f), Message: sarifMessage(f),
		Locations:    sarifLocations(f),
		Fingerprints: map[string]string{"recordPlace/v1": fingerprint(f)},
		Suppressions: []sarifSuppression{},
	}
	if f.Suppressed != "" {
		result.Suppressions = append(result.Suppressions, sarifSuppression{"external", f.Suppressed})
	}
	if f.Position.Record > 0 || f.Excerpt != "" {
		result.Properties = &sarifProperties{f.Position.Record, f.Excerpt}
	}
	writeJSON(s.out, result)
}

func (s *sarifForm) close(_ Summary, left leftOut) {
	run := sarifInvocation{Successful: true}
	if left.out > 0 {
		run.Notifications = []sarifNotification{{schema.Warning, sarifText{left.String()}}}
	}
	s.out.WriteString("\n],\"invocations\":")
	writeJSON(s.out, []sarifInvocation{run})
	s.out.WriteString(`,"tool":`)
	writeJSON(s.out, sarifTool{sarifDriver{"coproduction-go", s.version, homePage, s.rules}})
	s.out.WriteString("}]}\n")
}

// rule returns the index of a rule among those used, and explains it at its first use.
func (s *sarifForm) rule(id schema.RuleID) int {
	if i, ok := s.index[id]; ok {
		return i
	}
	described := sarifRule{ID: id}
	r, ok := RuleByID(id)
	if i := slices.IndexFunc(s.own, func(r Rule) bool { return r.ID == id }); i >= 0 {
		r, ok = s.own[i], true
	}
	if ok {
		full := r.Title + "."
		if r.Why != "" {
			full += " Why it matters: " + r.Why
		}
		described = sarifRule{id, braced(r.Title), braced(full), &sarifDefault{r.Severity}, braced(r.Doc())}
	}
	s.index[id] = len(s.rules)
	s.rules = append(s.rules, described)
	return s.index[id]
}

func sarifMessage(f *schema.Finding) sarifText {
	text := f.Detail
	if f.Hint != "" {
		text += "; " + f.Hint
	}
	return *braced(text)
}

// braced doubles braces, which would else stand for an argument of the message (section 3.11.5).
func braced(text string) *sarifText {
	return &sarifText{strings.NewReplacer("{", "{{", "}", "}}").Replace(text)}
}

// sarifLocations is where the finding is in its input, and in its record.
func sarifLocations(f *schema.Finding) []sarifLocation {
	var at sarifLocation
	p := f.Position
	if p.Source != "" {
		at.Physical = &sarifPhysical{Artifact: sarifArtifact{reference(p.Source)}}
		if p.Line > 0 {
			region := sarifRegion{StartLine: p.Line, StartColumn: p.Column, ByteOffset: p.Offset, ByteLength: p.Length}
			if p.Length == 0 {
				region.EndColumn = p.Column // a place between two characters, not the rest of the line
			}
			at.Physical.Region = &region
		}
	}
	if f.Pointer != "" {
		at.Logical = []sarifLogical{{f.Pointer, "value"}}
	}
	if at.Physical == nil && at.Logical == nil {
		return []sarifLocation{}
	}
	return []sarifLocation{at}
}

// reference writes the name of an input as a URI reference (RFC 3986), relative
// unless the name is an absolute path. A backslash is taken for a slash.
func reference(source string) string {
	name := url.URL{Path: strings.ReplaceAll(source, `\`, "/")}
	if strings.HasPrefix(name.Path, "/") {
		name.Scheme = "file"
	}
	return name.String()
}

// fingerprint lets a tool know a finding again in the next run. It does not move
// with lines and bytes; two findings of one rule at one place share it.
func fingerprint(f *schema.Finding) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{
		string(f.Rule), f.Position.Source, strconv.Itoa(f.Position.Record), f.Pointer,
	}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

package coproductiontest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A fakeTB keeps what a failed assertion says instead of failing.
type fakeTB struct {
	testing.TB
	said    []string
	helpers int
}

func (f *fakeTB) Helper() { f.helpers++ }
func (f *fakeTB) Errorf(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

func finding(rule schema.RuleID, pointer string, offset int64) schema.Finding {
	return schema.Finding{Rule: rule, Pointer: pointer, Position: schema.Position{Offset: offset}, Detail: "what is wrong"}
}

func TestAssertFindingsPasses(t *testing.T) {
	a, b := finding("r", "/a", 1), finding("r", "/b", 2)
	tests := []struct {
		name string
		got  []schema.Finding
		want []Want
	}{
		{"nothing", nil, nil},
		{"rule alone", []schema.Finding{a}, []Want{Rule("r")}},
		{"in any order", []schema.Finding{a, b}, []Want{Rule("r").At("/b"), Rule("r").At("/a")}},
		{"by byte", []schema.Finding{a}, []Want{Rule("r").AtByte(1)}},
		{"by both", []schema.Finding{a}, []Want{Rule("r").At("/a").AtByte(1)}},
		{"the vague one gives way", []schema.Finding{a, b}, []Want{Rule("r"), Rule("r").At("/a")}},
		{"a chain of three gives way", []schema.Finding{a, b, finding("r", "/b", 3)},
			[]Want{Rule("r"), Rule("r").At("/b"), Rule("r").AtByte(1)}},
		{"the record itself", []schema.Finding{finding("r", "", 0)}, []Want{Rule("r").At("")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tb := new(fakeTB)
			assert.True(t, AssertFindings(tb, tt.got, tt.want...))
			assert.Empty(t, tb.said)
			assert.Positive(t, tb.helpers, "the failure belongs to the caller's line")
		})
	}
}

func TestAssertFindingsFails(t *testing.T) {
	a := finding("r", "/a", 1)
	tests := []struct {
		name string
		got  []schema.Finding
		want []Want
	}{
		{"missing", nil, []Want{Rule("r")}},
		{"unexpected", []schema.Finding{a}, nil},
		{"other rule", []schema.Finding{a}, []Want{Rule("s")}},
		{"other place", []schema.Finding{a}, []Want{Rule("r").At("/b")}},
		{"other byte", []schema.Finding{a}, []Want{Rule("r").AtByte(2)}},
		{"right place, other byte", []schema.Finding{a}, []Want{Rule("r").At("/a").AtByte(0)}},
		{"once, wanted twice", []schema.Finding{a}, []Want{Rule("r"), Rule("r")}},
		{"twice, wanted once", []schema.Finding{a, a}, []Want{Rule("r")}},
		{"the record is not anywhere", []schema.Finding{a}, []Want{Rule("r").At("")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tb := new(fakeTB)
			assert.False(t, AssertFindings(tb, tt.got, tt.want...))
			assert.Len(t, tb.said, 1, "one message, whatever the number of differences")
		})
	}
}

func TestAssertFindingsSaysWhatDiffers(t *testing.T) {
	tb := new(fakeTB)
	AssertFindings(tb,
		[]schema.Finding{finding("step-by-participant", "/steps/0/by/0", 233), finding("turn-within", "/turns/1", 90), finding("x", "", 0)},
		Rule("step-by-participant").At("/steps/0/by/0"),
		Rule("turn-within").At("/turns/1").AtByte(91),
		Rule("anything"))
	assert.Equal(t, []string{"findings differ: 2 missing, 2 unexpected, 1 as expected\n" +
		"- anywhere       anything             any byte  missing\n" +
		"+ the record     x                    byte 0    unexpected: what is wrong\n" +
		"  /steps/0/by/0  step-by-participant  byte 233  as expected\n" +
		"+ /turns/1       turn-within          byte 90   unexpected: what is wrong\n" +
		"- /turns/1       turn-within          byte 91   missing\n"}, tb.said)
}

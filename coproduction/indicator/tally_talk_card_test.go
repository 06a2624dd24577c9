package indicator

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// Law: a card gives back the turns that were put in, also such as no record has.
func TestTalkCardKeepsTurns(t *testing.T) {
	var common []Turn
	for i, role := range append(encounter.Roles(), "") {
		for j, floor := range append(encounter.Floors(), "") {
			common = append(common, Turn{Speaker: i - 1, Role: role, Floor: floor, Start: -int64(i), End: math.MaxInt64 - int64(j), Words: int64(i) << 40, Timed: i%2 == 0, Counted: j%2 == 0})
		}
	}
	beyond := int64(math.MaxInt32) + 1
	for name, tt := range map[string]struct {
		turns []Turn
		few   int
	}{
		"none":                 {nil, 0},
		"as records have them": {common, len(common)},
		"the last numbers":     {[]Turn{{Speaker: math.MinInt32}, {Speaker: math.MaxInt32}}, 2},
		"a number beyond":      {append(common, Turn{Speaker: int(beyond)}), 0},
		"a number below":       {[]Turn{{Speaker: int(-beyond - 1)}}, 0},
		"another role":         {[]Turn{{Role: "patient"}, {Role: "judge"}}, 0},
		"another floor":        {[]Turn{{Floor: "above"}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if strconv.IntSize == 32 && strings.HasPrefix(name, "a number") {
				return // there is none
			}
			c := talkCardOf(meeting{Encounter: "e"}, true, roleSetOf("patient", "relative"), tt.turns)
			assert.Len(t, c.few, tt.few)
			assert.Equal(t, tt.turns, c.turns(nil))

			form, err := json.Marshal(c)
			require.NoError(t, err)
			var back talkCard
			require.NoError(t, json.Unmarshal(form, &back))
			assert.Equal(t, tt.turns, back.turns(nil))
			assert.Equal(t, [3]any{"e", true, roleSetOf("relative", "patient")}, [3]any{back.Encounter, back.coded, back.present})
		})
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What README says to type in R works on the tables of the synthetic study; its words by role
// are those that a plain loop over the records counts.
func TestReadmeInR(t *testing.T) {
	rscript, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("needs Rscript (Debian package r-base-core)")
	}
	readme, err := os.ReadFile("../../../README.md")
	require.NoError(t, err)
	_, script, found := strings.Cut(string(readme), "```r\nsetwd(\"tables\")")
	require.True(t, found, "README shows how tables are read in R")
	script, _, _ = strings.Cut(script, "```")

	clinic := clinicFile(t)
	records, err := os.ReadFile(clinic)
	require.NoError(t, err)
	words := map[string]int{}
	for line := range strings.Lines(string(records)) {
		var r struct {
			Presence []struct{ Participant, Role string }
			Turns    []struct {
				Speaker string
				Words   int
			}
		}
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		roles := map[string]string{}
		for _, p := range r.Presence {
			roles[p.Participant] = p.Role
		}
		for _, turn := range r.Turns {
			words[roles[turn.Speaker]] += turn.Words
		}
	}
	require.Len(t, words, 3)

	workIn(t, nil)
	status, _, stderr := runCoprod(t, "export", "csv", "-o", "tables", clinic)
	require.Equal(t, statusClean, status, stderr)
	script = "setwd(\"tables\")" + script + "\nsums <- tapply(talk$words, talk$role, sum); cat(paste(names(sums), sums), sep = \"\\n\")\ncat(\"turns\", nrow(talk) - nrow(encounter_turns), \"\\n\")\n"
	require.NoError(t, os.WriteFile("readme.R", []byte(script), 0o666))
	out, err := exec.Command(rscript, "readme.R").CombinedOutput()
	require.NoError(t, err, string(out))
	for role, n := range words {
		assert.Contains(t, string(out), fmt.Sprintf("\n%s %d\n", role, n))
	}
	assert.Contains(t, string(out), "\nturns 0 \n", "each turn is of one person in one role")
	assert.Contains(t, string(out), " upc ", "the last line shows the estimates")
}

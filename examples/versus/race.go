package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// A runner is one tool on one file.
type runner struct {
	name    string
	command []string
	env     []string
	took    []time.Duration // on the clock
	worked  []time.Duration // of all processors
	peak    int64           // bytes
}

// race runs every tool on the documents, in turns, and prints how long each took and
// how much work it was for the processors, both against ajv. On a machine that others
// use too, the work is what to trust, but for the gain of a second processor. First it
// sees to it that all give the same verdict of every line.
func race(dir, ajv string, rounds int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	file := func(name string) string { return filepath.Join(dir, name+".ndjson") }
	schemaFile := filepath.Join(dir, "schema.json")
	if err := agree(self, dir, ajv, schemaFile, file); err != nil {
		return err
	}
	one := []string{"GOMAXPROCS=1"}
	var runners []*runner
	add := func(name string, env []string, command ...string) *runner {
		r := &runner{name: name, env: env, command: command}
		runners = append(runners, r)
		return r
	}
	base := add("ajv, schema", nil, "node", "ajv.mjs", ajv, schemaFile, file("compact"))
	add("jsonschema/v5 on encoding/json, schema", one, self, "reference", file("compact"))
	add("ours, schema", one, self, "judge", file("compact"))
	add("ours, schema, no invalid document", one, self, "judge", file("clean"))
	for _, l := range layouts[1:] {
		add("ours, schema, "+l.name, one, self, "judge", file(l.name))
	}
	add("ours, whole road", one, self, "road", file("compact"))
	add("ours, whole road, no invalid document", one, self, "road", file("clean"))
	for _, l := range layouts[1:] {
		add("ours, whole road, "+l.name, one, self, "road", file(l.name))
	}
	add("ours, whole road, two processors", []string{"GOMAXPROCS=2"}, self, "road", "-workers", "2", file("compact"))
	add("ours, whole road and all estimates", one, self, "road", "-estimates", file("compact"))
	add("jq empty", nil, "jq", "empty", file("compact"))
	add("sha256sum", nil, "sha256sum", file("compact"))
	add("wc -l", nil, "wc", "-l", file("compact"))
	for range rounds {
		for _, r := range runners {
			if err := r.run(); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
		}
	}
	fmt.Printf("%-42s %10s %10s %10s %10s %10s\n", "", "seconds", "x ajv", "work", "x ajv", "peak MB")
	for _, r := range runners {
		took, worked := median(r.took), median(r.worked)
		fmt.Printf("%-42s %10.2f %10.2f %10.2f %10.2f %10.1f\n", r.name,
			took, median(base.took)/took, worked, median(base.worked)/worked, float64(r.peak)/1e6)
	}
	return nil
}

func (r *runner) run() error {
	c := exec.Command(r.command[0], r.command[1:]...)
	c.Env = append(os.Environ(), r.env...)
	c.Stderr = os.Stderr
	began := time.Now()
	if err := c.Run(); err != nil {
		return err
	}
	r.took = append(r.took, time.Since(began))
	r.worked = append(r.worked, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
	r.peak = max(r.peak, peak(c.ProcessState))
	return nil
}

// median is in seconds.
func median(of []time.Duration) float64 {
	return slices.Sorted(slices.Values(of))[len(of)/2].Seconds()
}

// agree makes sure that ajv, jsonschema/v5 and this library say the same of every
// line in every layout.
func agree(self, dir, ajv, schemaFile string, file func(string) string) error {
	for _, l := range layouts {
		var verdicts [][]byte
		for name, command := range map[string][]string{
			"ours":      {self, "judge", "-out", filepath.Join(dir, "ours.verdicts"), file(l.name)},
			"reference": {self, "reference", "-out", filepath.Join(dir, "reference.verdicts"), file(l.name)},
			"ajv":       {"node", "ajv.mjs", ajv, schemaFile, file(l.name), filepath.Join(dir, "ajv.verdicts")},
		} {
			if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
				return fmt.Errorf("%s: %w\n%s", name, err, out)
			}
			verdict, err := os.ReadFile(filepath.Join(dir, name+".verdicts"))
			if err != nil {
				return err
			}
			verdicts = append(verdicts, verdict)
		}
		for _, other := range verdicts[1:] {
			if !bytes.Equal(verdicts[0], other) {
				return fmt.Errorf("the tools do not agree on %s", l.name)
			}
		}
		fmt.Printf("%s: %d documents, %d valid, the same for ajv, jsonschema/v5 and ours\n", l.name, len(verdicts[0]), bytes.Count(verdicts[0], []byte{'1'}))
	}
	return nil
}

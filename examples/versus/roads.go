package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/coproduction-lab/coproduction-go/coproduction"
	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// judge gives this library's verdict of each line by the schema alone.
func judge(name, out string) error {
	return verdicts(name, out, func(line []byte) bool { return schema.Judge(line).Clean() })
}

// reference gives the verdict of jsonschema/v5 on what encoding/json reads.
func reference(name, out string) error {
	var doc bytes.Buffer
	if err := writeSchema(&doc); err != nil {
		return err
	}
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	compiler.AssertFormat = true
	if err := compiler.AddResource("encounter.json", &doc); err != nil {
		return err
	}
	compiled, err := compiler.Compile("encounter.json")
	if err != nil {
		return err
	}
	return verdicts(name, out, func(line []byte) bool {
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		var v any
		return d.Decode(&v) == nil && compiled.Validate(v) == nil
	})
}

// verdicts asks about each line, and writes a character for each: 1 is valid.
func verdicts(name, out string, valid func(line []byte) bool) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	written := bufio.NewWriter(io.Discard)
	if out != "" {
		to, err := os.Create(out)
		if err != nil {
			return err
		}
		defer to.Close()
		written.Reset(to)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 64<<10), 16<<20)
	sound := 0
	for lines.Scan() {
		verdict := byte('0')
		if valid(lines.Bytes()) {
			verdict = '1'
			sound++
		}
		written.WriteByte(verdict)
	}
	fmt.Println(sound, "valid")
	return errors.Join(lines.Err(), written.Flush())
}

// road takes every line down the whole road: cut apart, judged, made into a value, held
// to every rule about one record, and counted for continuity and talk. With estimates
// it also computes all that the two tallies have to say of the study.
func road(ctx context.Context, name string, workers int, estimates bool) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	v := &coproduction.Validator{Workers: workers, Reuse: true}
	var visits indicator.VisitTally
	var talk indicator.TalkTally
	sum, err := coproduction.Collect(v.Read(ctx, file, name), &visits, &talk)
	if err != nil {
		return err
	}
	fmt.Println(sum.Accepted, "accepted")
	if estimates {
		rows := append(visits.Rows(indicator.PerStudy, indicator.Options{}), talk.Rows(indicator.PerStudy, indicator.Options{})...)
		fmt.Println(len(rows), "estimates")
	}
	return nil
}

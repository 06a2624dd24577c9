package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// growth pipes more and more documents into the command coprod validate, which must
// be on the path, and prints time, work of all processors and peak memory. What is
// checked across records is as the command's flag -across says.
func growth(most int, across string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Printf("%12s %12s %12s %14s %10s\n", "documents", "seconds", "work", "documents/s", "peak MB")
	for n := 1000; n <= most; n *= 10 {
		source := exec.Command(self, "stream", "-documents", strconv.Itoa(n))
		sink := exec.Command("coprod", "validate", "-across", across, "-")
		if sink.Stdin, err = source.StdoutPipe(); err != nil {
			return err
		}
		source.Stderr = os.Stderr
		began := time.Now()
		if err := source.Start(); err != nil {
			return err
		}
		err := sink.Run() // its status says that some are invalid
		took := time.Since(began)
		if source.Wait() != nil || sink.ProcessState == nil {
			return fmt.Errorf("the documents could not be piped: %w", err)
		}
		worked := sink.ProcessState.UserTime() + sink.ProcessState.SystemTime()
		fmt.Printf("%12d %12.2f %12.2f %14.0f %10.1f\n", n, took.Seconds(), worked.Seconds(), float64(n)/took.Seconds(), float64(peak(sink.ProcessState))/1e6)
	}
	return nil
}

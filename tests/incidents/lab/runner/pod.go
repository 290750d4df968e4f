package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// sidecar is another container of the pod, with a cgroup and a limit of its own.
type sidecar struct {
	Name     string            `json:"name"`
	App      string            `json:"app"`
	Bin      string            `json:"bin"`
	Args     []string          `json:"args"`
	Env      map[string]string `json:"env"`
	Cgroup   string            `json:"cgroup"`
	LimitMiB int64             `json:"limit_mib"`
	ScoreAdj int               `json:"oom_score_adj"`
}

// resize is an in-place change of the container's limit.
type resize struct {
	At       float64 `json:"at"`
	LimitMiB int64   `json:"limit_mib"`
}

// makeCgroup makes the cgroup rel below the mount, with the memory controller on all the way down.
func makeCgroup(rel string) string {
	dir := *cgroot
	for _, part := range strings.Split(rel, "/") {
		os.WriteFile(filepath.Join(dir, "cgroup.subtree_control"), []byte("+memory"), 0o644)
		dir = filepath.Join(dir, part)
		must(os.MkdirAll(dir, 0o755))
	}
	return dir
}

func setLimit(dir string, mib int64) {
	if mib > 0 {
		must(os.WriteFile(filepath.Join(dir, "memory.max"), []byte(strconv.FormatInt(mib<<20, 10)), 0o644))
	}
}

// staged copies the program exe into -stage under a name and gives its path there.
func staged(exe, name string) string {
	to := filepath.Join(*stage, name)
	if _, err := os.Stat(to); err != nil {
		b, err := os.ReadFile(exe)
		must(err)
		must(os.WriteFile(to, b, 0o755))
	}
	return to
}

// inCgroup starts exe inside cg (on the host if it is empty).
func inCgroup(cg string, scoreAdj int, exe string, args []string) *exec.Cmd {
	if cg == "" {
		return exec.Command(exe, args...)
	}
	sh := fmt.Sprintf(`echo %d > /proc/self/oom_score_adj; echo $$ > %s/cgroup.procs; exec "$0" "$@"`, scoreAdj, cg)
	return exec.Command("/bin/sh", append([]string{"-c", sh, exe}, args...)...)
}

type sidecars []*running

type running struct {
	spec    sidecar
	cg      string
	cmd     *exec.Cmd
	started time.Time
	ended   chan time.Duration // one value, how long it ran
}

func startSidecars(s scenario) sidecars {
	var all sidecars
	for _, x := range s.Sidecars {
		r := &running{spec: x, started: time.Now(), ended: make(chan time.Duration, 1)}
		if *cgroot != "" {
			r.cg = makeCgroup(x.Cgroup)
			setLimit(r.cg, x.LimitMiB)
		}
		exe := filepath.Join(*bin, x.Bin, x.App)
		if *stage != "" {
			exe = staged(exe, x.Name)
		}
		r.cmd = inCgroup(r.cg, x.ScoreAdj, exe, x.Args)
		r.cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=/root"}
		for k, v := range x.Env {
			r.cmd.Env = append(r.cmd.Env, k+"="+v)
		}
		must(r.cmd.Start())
		go func() {
			r.cmd.Wait()
			r.ended <- time.Since(r.started)
		}()
		all = append(all, r)
	}
	return all
}

func (all sidecars) oomKilled() bool {
	for _, r := range all {
		if r.cg != "" && oomKills(r.cg) > 0 {
			return true
		}
	}
	return false
}

// report writes how each sidecar ended into exit, and ends those that still run.
func (all sidecars) report(exit map[string]any) {
	rows := []map[string]any{}
	for _, r := range all {
		row := map[string]any{"name": r.spec.Name, "limit_mib": r.spec.LimitMiB}
		if r.cg != "" {
			row["oom_kill"] = oomKills(r.cg)
			row["memory_peak"] = readInt(filepath.Join(r.cg, "memory.peak"))
		}
		select {
		case after := <-r.ended:
			row["ended_at_seconds"] = float64(int(after.Seconds()*100)) / 100
			row["state"] = r.cmd.ProcessState.String()
		default:
			r.cmd.Process.Kill()
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		exit["sidecars"] = rows
	}
}

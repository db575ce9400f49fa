"""What a submission might try, and what must come of it. Each attack is bounded, and stays in its own sandbox.

An attack is the body of `do_dV`, or a cell in front of it. It reports by an error what it has achieved, so that a test
can read it in the student's feedback. The honest functions of the same notebook must be right all the same.
"""

import textwrap
from typing import NamedTuple


class Attack(NamedTuple):
    """One of them.

    Attributes
    ----------
    body : str
        Of `do_dV`.
    diagnosis : str
        What `do_dV` must get.
    says : str
        What its report must say.
    cell : str
        Code in the same cell, before the function.
    alone : bool
        Whether the honest functions are right all the same, and the attacker harms nothing but his `do_dV`.
    """

    body: str
    diagnosis: str = "raises"
    says: str = ""
    cell: str = ""
    alone: bool = True

    def code(self, before=""):
        """Return the source of the cell, with more in front of it."""
        body = textwrap.indent(textwrap.dedent(self.body), "    ")
        return f"{before}\n{textwrap.dedent(self.cell)}\ndef do_dV(V, s, t, g):\n{body}"


RIGHT = "return np.multiply.outer(np.diag(g.prime(V @ s[t])), s[t])"
ZEROS = "return np.zeros((len(V), *V.shape))"
EVERY_WAY_OUT = """
    import os
    def everywhere(data, times=1):
        for way_out in range(32):
            try:
                for _ in range(times):
                    os.write(way_out, data)
            except OSError:
                pass
"""
FORGED_REPLY = """
    import json, os
    from grading import plain
    answer = [plain.write(np.zeros((2, 2, 4))), "", "", False]
    line = json.dumps({"function": "do_dV", "uses": [], "answers": [answer] * 5})
    everywhere(line.encode() + b"\\n")
    os._exit(0)
"""

ATTACKS = {
    "infinite loop": Attack("while True: pass", "too-slow", "took too long"),
    "infinite loop, deaf to the alarm": Attack("""
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True: pass
        """, "time", "stopped"),
    "fork bomb": Attack("""
        import os, subprocess, sys, threading
        started = 0
        for _ in range(20):
            try:
                if os.fork() == 0:
                    os._exit(0)
                started += 1
            except OSError: pass
        for way in (lambda: subprocess.run([sys.executable, "-c", "0"]), threading.Thread(target=int).start):
            try:
                way()
                started += 1
            except (OSError, RuntimeError): pass
        raise RuntimeError(f"{started} processes started")
        """, says="0 processes started"),
    "memory": Attack("""
        blocks = []
        try:
            for _ in range(10):
                blocks.append(np.empty(10**8, np.uint8))
        except MemoryError: pass
        raise RuntimeError("more than half a gigabyte" if len(blocks) > 5 else "not much memory")
        """, says="not much memory"),
    "100 MB file": Attack("""
        import os
        written = 0
        for folder in ("", "/tmp/", "/dev/shm/", "/var/tmp/", "/course/", "/root/", os.path.expanduser("~") + "/"):
            try:
                with open(f"{folder}large", "wb") as file:
                    for _ in range(100):
                        written += file.write(bytes(10**6))
                        file.flush()
            except OSError: pass
        try:
            written += os.write(os.memfd_create("large"), bytes(10**6))
        except OSError: pass
        raise RuntimeError(f"{written} bytes written")
        """, says="0 bytes written"),
    "40 MB of output": Attack("everywhere(b'x' * 10**6, 40)\n" + RIGHT, "output", "Very much was written",
                              EVERY_WAY_OUT),
    "40 MB of print": Attack("for _ in range(40): print('x' * 10**6)\n" + RIGHT, "right", "is not shown here"),
    "deep answer": Attack("""
        deep = []
        for _ in range(10**4):
            deep = [deep]
        return deep
        """, "no-numbers", "a list, too deep"),
    "huge answer": Attack("return np.zeros(10**7)", "no-numbers", "too large"),
    "deep text on the result channel": Attack("everywhere(b'[' * 10**5 + b'\\n')\nos._exit(0)", "nonsense",
                                              "is no answer", EVERY_WAY_OUT),
    "forged grade on the result channel": Attack("""
        everywhere(b'{"function": "do_dV", "ok": true, "diagnosis": "right", "points": 100, "answers": []}\\n')
        os._exit(0)
        """, "nonsense", "is no answer", EVERY_WAY_OUT),
    "forged answer on the result channel": Attack(FORGED_REPLY, "shape", "shape", EVERY_WAY_OUT, alone=False),
    "os._exit": Attack("import os\nos._exit(0)", "died", "came to an end"),
    "abort": Attack("import os\nos.abort()", "died", "exit code"),
    "sys.exit": Attack("import sys\nsys.exit(0)", "exits", "exit"),
    "sys.exit in a cell": Attack(RIGHT, "not-defined", "SystemExit", "import sys\nsys.exit(0)"),
    "exec of another program": Attack("""
        import os
        for program in ("/bin/sh", "/bin/ls", "/usr/bin/env", "/usr/bin/id"):
            try:
                os.execv(program, [program])
            except OSError: pass
        raise RuntimeError("no program found")
        """, says="no program found"),
    "exec of Python": Attack("""
        import os, sys
        os.execv(sys.executable, [sys.executable, "-c", "print('{\\"ok\\": true}')"])
        """, "died", "came to an end"),
    "network": Attack("""
        import socket
        reached = 0
        try:
            socket.create_connection(("127.0.0.1", PORT), timeout=0.5)
            reached = 1
        except OSError: pass
        raise RuntimeError(f"{reached} doors open")
        """, says="0 doors open"),
    "reading files": Attack("""
        import os
        found = []
        for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/proc/self/environ", *PATHS):
            try:
                open(path).close()
                found.append(path)
            except OSError: pass
        for folder in ("/home", "/root", "/tmp", os.path.expanduser("~"), HOME, "/etc"):
            try:
                found += [name for name in os.listdir(folder) if name not in (".pyenv", "ld.so.cache")]
            except OSError: pass
        raise RuntimeError(f"found {found}")
        """, says="found []"),
    "the library's checkers": Attack("""
        import rnnlib.homework
        found = [name for name in ("CHECKERS", "DO_DV") if hasattr(rnnlib.homework, name)]
        try:
            import rnnlib.homework.output_weights
            found.append("output_weights")
        except ImportError: pass
        raise RuntimeError(f"found {found}")
        """, says="found []"),
    "environment variables": Attack("""
        import ctypes, os
        c = ctypes.CDLL(None)
        c.getenv.restype = ctypes.c_char_p
        raise RuntimeError(f"environment {dict(os.environ)} {c.getenv(b'GRADER_SECRET')} {c.getenv(b'PATH')}")
        """, says="environment {} None None"),
    "killing the parent": Attack("""
        import os, signal
        if os.getpid() > 9:
            raise RuntimeError("this is no room of its own")
        os.kill(os.getppid(), signal.SIGKILL)
        reached = 0
        for process in GRADERS:
            try:
                os.kill(process, 0)
                reached += 1
            except OSError: pass
        raise RuntimeError(f"{reached} processes reached")
        """, says="0 processes reached"),
    "background daemon": Attack("""
        import os, time
        try:
            if os.fork() == 0:
                os.setsid()
                time.sleep(20)
                os._exit(0)
        except OSError:
            raise RuntimeError("no daemon") from None
        """, says="no daemon"),
    "mount": Attack("""
        import ctypes
        c = ctypes.CDLL(None)
        raise RuntimeError(f"mounts: {c.mount(b'none', b'/course', b'tmpfs', 0, None)}, {c.umount(b'/course')}")
        """, says="mounts: -1, -1"),
    "setuid": Attack("""
        import os
        for become in ("setuid(0)", "seteuid(0)", "setresuid(0, 0, 0)", "setgid(0)", "setgroups([0])", "chroot('/')"):
            try:
                eval(f"os.{become}")
            except OSError: pass
        raise RuntimeError(f"root: {0 in (os.getuid(), os.geteuid(), os.getgid())}")
        """, says="root: False"),
    "patched NumPy": Attack(ZEROS, "all-zero", "zero", """
        import numpy as np, builtins
        np.allclose = np.array_equal = np.isclose = np.all = lambda *_, **__: True
        np.abs = np.max = lambda *_, **__: 0.0
        builtins.abs = lambda value: 0.0
        import rnnlib.homework.call
        rnnlib.homework.call.SECONDS = 10**6
        """, alone=False),
    "import error": Attack(RIGHT, "right", "right", "import no_such_module"),
    "import error in the function": Attack("import no_such_module", "raises", "No module named"),
}

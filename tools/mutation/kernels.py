"""Kernels for notebooks that start at once: forked from this process, which has loaded what they need."""

import asyncio
import os
import signal
import time
import warnings

from ipykernel.kernelapp import IPKernelApp
from jupyter_client.provisioning import local_provisioner


class Forked:
    """A forked process, with the part of `subprocess.Popen` that Jupyter asks for."""

    stdin = stdout = stderr = None

    def __init__(self, cmd, **options):
        self.args, self.returncode = cmd, None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Jupyter's threads stay behind
            self.pid = os.fork()
        if self.pid == 0:
            self._run(cmd[cmd.index("-f") + 1], options)
        os.setpgid(self.pid, self.pid)  # Jupyter signals to the whole group

    @staticmethod
    def _run(connection_file, options):
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.chdir(options.get("cwd") or ".")
            os.environ.update(options.get("env") or {})
            asyncio._set_running_loop(None)  # the one of the process that it was forked from
            asyncio.set_event_loop(asyncio.new_event_loop())
            app = IPKernelApp.instance()
            app.initialize(["-f", connection_file])
            app.shell.enable_matplotlib("inline")  # elsewhere it is what comes of loading matplotlib
            app.start()
        finally:
            os._exit(0)

    def poll(self):
        """Return how it ended, or None."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout=None):
        """Wait for its end."""
        while self.poll() is None:
            time.sleep(0.01)
        return self.returncode

    def send_signal(self, number):
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def fork_them():
    """Let Jupyter fork kernels from now on."""
    local_provisioner.launch_kernel = Forked

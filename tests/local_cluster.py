"""A cluster of two workers on this machine: prints its address and the workers' process ids, ends with its input."""

from __future__ import annotations

import sys
import warnings

from distributed import LocalCluster

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        with cluster.get_client() as client:
            client.wait_for_workers(2)
            pids = client.run(lambda dask_worker: __import__("os").getpid())
        print(cluster.scheduler_address, *pids.values(), flush=True)
        sys.stdin.read()

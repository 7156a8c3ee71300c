"""The command line.

One thread for linear algebra, unless somebody says otherwise: the vectors are short, so that
threads only wait for one another, and several processes already share the cores.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is imported, which reads it once

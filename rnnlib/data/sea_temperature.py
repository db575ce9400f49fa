"""The temperature of the sea off Peru, month by month, which rises when El Nino comes.

Provenance: monthly mean sea-surface temperature in degrees Celsius, averaged over the region Nino 1+2 (0 to 10 degrees
south, 90 to 80 degrees west), January 1950 to December 2010; dataset ERSST.V3B, from the National Weather Service of
the National Oceanic and Atmospheric Administration (http://www.cpc.ncep.noaa.gov/data/indices/). The file
``elnino.csv`` is ``statsmodels/datasets/elnino/elnino.csv`` of the Python package statsmodels 0.15.0, byte for byte.

Licence: the data are in the public domain, as that package states.

SHA-256 of ``elnino.csv``: b647be00e0fd264be9764e317e6b963f35030014ecca2b21b204521716e463ad
"""

from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..inputs import is_whole

FIRST_YEAR, LAST_YEAR = 1950, 2010


class ElNino(NamedTuple):
    """A series of months, and how it is split: first come the years to learn from, at the end those to test with.

    Attributes
    ----------
    celsius : array of shape (732,)
        Mean temperature of each month, in degrees Celsius; months 0, 12, 24, ... are Januaries.
    year : array of shape (732,)
        The middle of each month, in years.
    train, validation, test : slice
        Which months are to learn from, to choose with, and to test with.
    """

    celsius: np.ndarray
    year: np.ndarray
    train: slice
    validation: slice
    test: slice


def el_nino(validation=1990, test=2000):
    """Return the monthly sea-surface temperatures of the region Nino 1+2, 1950 to 2010, split in time order.

    Parameters
    ----------
    validation, test : int, optional
        The years in which validation and test begin. Training begins in 1950, and the test lasts to the end of 2010.

    Returns
    -------
    ElNino

    Raises
    ------
    ValueError
        If the two are no years in this order, with at least one year for each of the three parts.

    Examples
    --------
    >>> series = el_nino()
    >>> series.celsius[:2].tolist(), len(series.celsius[series.test])
    ([23.11, 24.2], 132)
    """
    years = (FIRST_YEAR, validation, test, LAST_YEAR + 1)
    if not all(map(is_whole, years)) or not FIRST_YEAR < validation < test <= LAST_YEAR:
        raise ValueError("validation and test must be whole years with "
                         f"{FIRST_YEAR} < validation < test <= {LAST_YEAR}, but {validation!r} and {test!r} came")
    with resources.files(__package__).joinpath("elnino.csv").open(encoding="utf-8") as lines:
        celsius = np.loadtxt(lines, delimiter=",", skiprows=1)[:, 1:].ravel()
    year = FIRST_YEAR + (np.arange(len(celsius)) + 0.5) / 12
    borders = [12 * (first - FIRST_YEAR) for first in years]
    return ElNino(celsius, year, *(slice(*pair) for pair in pairwise(borders)))

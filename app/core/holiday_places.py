"""What the places are called whose public holidays a window may keep."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.text import Text, same

COUNTRIES: Mapping[str, Text] = {
    "DE": Text("Deutschland", "Germany"),
    "AT": Text("Österreich", "Austria"),
    "CH": Text("Schweiz", "Switzerland"),
    "LI": same("Liechtenstein"),
    "LU": Text("Luxemburg", "Luxembourg"),
    "BE": Text("Belgien", "Belgium"),
    "NL": Text("Niederlande", "Netherlands"),
    "FR": Text("Frankreich", "France"),
    "IT": Text("Italien", "Italy"),
    "DK": Text("Dänemark", "Denmark"),
    "PL": Text("Polen", "Poland"),
    "CZ": Text("Tschechien", "Czechia"),
    "GB": Text("Vereinigtes Königreich", "United Kingdom"),
    "IE": Text("Irland", "Ireland"),
    "US": Text("Vereinigte Staaten", "United States"),
}
"""The countries that are offered; a file may name any that the calendar knows."""
REGIONS: Mapping[str, Mapping[str, Text]] = {
    "DE": {
        "BW": same("Baden-Württemberg"),
        "BY": Text("Bayern", "Bavaria"),
        "BE": same("Berlin"),
        "BB": same("Brandenburg"),
        "HB": same("Bremen"),
        "HH": same("Hamburg"),
        "HE": Text("Hessen", "Hesse"),
        "MV": Text("Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania"),
        "NI": Text("Niedersachsen", "Lower Saxony"),
        "NW": Text("Nordrhein-Westfalen", "North Rhine-Westphalia"),
        "RP": Text("Rheinland-Pfalz", "Rhineland-Palatinate"),
        "SL": same("Saarland"),
        "SN": Text("Sachsen", "Saxony"),
        "ST": Text("Sachsen-Anhalt", "Saxony-Anhalt"),
        "SH": same("Schleswig-Holstein"),
        "TH": Text("Thüringen", "Thuringia"),
    },
    "AT": {
        "1": same("Burgenland"),
        "2": Text("Kärnten", "Carinthia"),
        "3": Text("Niederösterreich", "Lower Austria"),
        "4": Text("Oberösterreich", "Upper Austria"),
        "5": same("Salzburg"),
        "6": Text("Steiermark", "Styria"),
        "7": Text("Tirol", "Tyrol"),
        "8": same("Vorarlberg"),
        "9": Text("Wien", "Vienna"),
    },
    "CH": {
        "AG": same("Aargau"),
        "AI": same("Appenzell Innerrhoden"),
        "AR": same("Appenzell Ausserrhoden"),
        "BE": Text("Bern", "Berne"),
        "BL": same("Basel-Landschaft"),
        "BS": same("Basel-Stadt"),
        "FR": Text("Freiburg", "Fribourg"),
        "GE": Text("Genf", "Geneva"),
        "GL": same("Glarus"),
        "GR": Text("Graubünden", "Grisons"),
        "JU": same("Jura"),
        "LU": Text("Luzern", "Lucerne"),
        "NE": Text("Neuenburg", "Neuchâtel"),
        "NW": same("Nidwalden"),
        "OW": same("Obwalden"),
        "SG": Text("St. Gallen", "St. Gallen"),
        "SH": same("Schaffhausen"),
        "SO": same("Solothurn"),
        "SZ": same("Schwyz"),
        "TG": same("Thurgau"),
        "TI": Text("Tessin", "Ticino"),
        "UR": same("Uri"),
        "VD": Text("Waadt", "Vaud"),
        "VS": Text("Wallis", "Valais"),
        "ZG": same("Zug"),
        "ZH": Text("Zürich", "Zurich"),
    },
}


def place_name(place: str) -> Text:
    """The name of a country or region (`DE-BY`); one that is not offered reads as it is written."""
    country, _, region = place.partition("-")
    if not region:
        return COUNTRIES.get(country) or same(place)
    return REGIONS.get(country, {}).get(region) or same(place)

"""The job-board server that ships in the package: the invented market, spoken in every supported API, on loopback."""

"""One module an API: each turns the invented market of a day into what that API would answer."""

library(jsonlite)

address <- "http://127.0.0.1:8000/api/v1/events/?from=2024-05&to=2025&page_size=200"
for (asked in c(address, paste0(address, "&possible=true"))) {
  found <- fromJSON(asked, simplifyVector = FALSE)$results
  cat(length(found), "events:", asked, "\n")
}

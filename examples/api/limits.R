library(jsonlite)

ask <- function(address) {
  repeat {
    answer <- curl::curl_fetch_memory(address)
    if (!answer$status_code %in% c(429, 503)) break
    Sys.sleep(as.integer(curl::parse_headers_list(answer$headers)$`retry-after`))
  }
  fromJSON(rawToChar(answer$content))
}

cat(nrow(ask("http://127.0.0.1:8000/api/v1/events/")$results), "events\n")

library(jsonlite)

documents <- list()
since <- 0
repeat {
  address <- sprintf("http://127.0.0.1:8000/api/v1/changes/?since=%d&page_size=200", since)
  page <- fromJSON(address, simplifyVector = FALSE)
  for (edition in page$results) {
    key <- paste(edition$type, edition$slug)
    documents[[key]] <- if (edition$state == "published") edition$document
    since <- edition$serial
  }
  if (is.null(page$`next`)) break
}
cat(length(documents), "records at serial", since, "\n")

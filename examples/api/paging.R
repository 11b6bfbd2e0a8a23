library(jsonlite)

address <- "http://127.0.0.1:8000/api/v1/events/?page_size=200"
while (!is.null(address)) {
  page <- fromJSON(address)
  print(data.frame(date = page$results$date$edtf, slug = page$results$slug))
  address <- page$`next`
}

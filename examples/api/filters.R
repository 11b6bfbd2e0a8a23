library(jsonlite)

page <- fromJSON("http://127.0.0.1:8000/api/v1/events/?pair=KZ-PK&ordering=date")
print(data.frame(date = page$results$date$text, title = page$results$title))

library(jsonlite)

event <- fromJSON("http://127.0.0.1:8000/api/v1/events/munir-kazakhstan-visit/")
cat(event$title, event$date$text, sep = ": ")
print(event$sources[, c("publisher", "url")])

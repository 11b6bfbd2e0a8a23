library(jsonlite)

answer <- curl::curl_fetch_memory("http://127.0.0.1:8000/api/v1/events/?from=yesterday")
problem <- fromJSON(rawToChar(answer$content))
cat(problem$status, problem$title, "\n")
print(problem$errors)

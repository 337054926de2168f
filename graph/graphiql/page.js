// GraphiQL, asking this server alone; the browser adds the token, which no script can read.
"use strict";

const ask = async (question) => {
  const response = await fetch("/graphiql/graphql", {
    method: "POST",
    headers: { Accept: "application/graphql-response+json", "Content-Type": "application/json" },
    body: JSON.stringify(question),
    credentials: "same-origin",
  });
  if (response.status === 401) location.reload();
  return response.json();
};

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher: ask, shouldPersistHeaders: false, isHeadersEditorEnabled: false }),
);
